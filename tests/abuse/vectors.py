# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that must be refused, by kind. Each is followed on its connection by another request, which
must not be answered: that would be a server that reads one request as two."""

SECRET = b"GET /version HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"0\r\n\r\n"


def _post(*headers, body=b"q=ferry"):
    lines = [b"POST /api/v1/count HTTP/1.1", b"Host: x", b"Content-Type: application/x-www-form-urlencoded"]
    return b"\r\n".join(lines + list(headers)) + b"\r\n\r\n" + body


def _get(*headers, line=b"GET /healthz HTTP/1.1", host=True):
    lines = [line] + ([b"Host: x"] if host else []) + list(headers)
    return b"\r\n".join(lines) + b"\r\n\r\n"


SMUGGLING = {
    "length, then chunks": _post(b"Content-Length: 7", b"Transfer-Encoding: chunked", body=CHUNKED),
    "chunks, then length": _post(b"Transfer-Encoding: chunked", b"Content-Length: 7", body=CHUNKED),
    "two lengths": _post(b"Content-Length: 7", b"Content-Length: 0"),
    "one length twice": _post(b"Content-Length: 7", b"Content-Length: 7"),
    "a list of lengths": _post(b"Content-Length: 7, 7"),
    "a length with a sign": _post(b"Content-Length: +7"),
    "a negative length": _post(b"Content-Length: -7"),
    "a length in hexadecimal": _post(b"Content-Length: 0x7"),
    "a length that overflows": _post(b"Content-Length: 18446744073709551623"),
    "chunks on GET": _get(b"Transfer-Encoding: chunked") + CHUNKED,
    "a blank before the colon": _post(b"Transfer-Encoding : chunked", body=CHUNKED),
    "a coding that is none": _post(b"Transfer-Encoding: xchunked", body=CHUNKED),
    "a folded header": _post(b"Transfer-Encoding:\r\n chunked", body=CHUNKED),
    "a line feed in a header": _get(b"X: a\nContent-Length: %d" % len(SECRET)),
    "a line feed before a header's value": _get(b"X:\nContent-Length: %d" % len(SECRET)),
    "a line feed behind a header's value": _get(b"Content-Length: %d\n" % len(SECRET)),
    "a carriage return in a header": _get(b"X: a\rContent-Length: %d" % len(SECRET)),
    "a body on GET": _get(b"Content-Length: %d" % len(SECRET)),
}

MALFORMED = {
    "no Host": _get(host=False),
    "two Hosts": _get(b"Host: y"),
    "an empty Host": _get(b"Host:", host=False),
    "a Host with a blank": _get(b"Host: a b", host=False),
    "a Host with a path": _get(b"Host: a/b", host=False),
    "a Host with a user": _get(b"Host: a@b", host=False),
    "a Host with a quotation mark": _get(b'Host: a"b', host=False),
    "no version": _get(line=b"GET /healthz"),
    "version 2": _get(line=b"GET /healthz HTTP/2.0"),
    "version 1.2": _get(line=b"GET /healthz HTTP/1.2"),
    "a version in small letters": _get(line=b"GET /healthz http/1.1"),
    "two blanks": _get(line=b"GET  /healthz HTTP/1.1"),
    "a tab for a blank": _get(line=b"GET\t/healthz HTTP/1.1"),
    "a blank before the method": _get(line=b" GET /healthz HTTP/1.1"),
    "a blank behind the version": _get(line=b"GET /healthz HTTP/1.1 "),
    "a byte above ASCII in the method": _get(line=b"G\xc3\x89T /healthz HTTP/1.1"),
    "an address that is no path": _get(line=b"GET healthz HTTP/1.1"),
    "a star for an address": _get(line=b"GET * HTTP/1.1"),
    "a blank in the address": _get(line=b"GET /health z HTTP/1.1"),
    "a fragment in the address": _get(line=b"GET /healthz#a HTTP/1.1"),
    "a NUL in the address": _get(line=b"GET /healthz\0 HTTP/1.1"),
    "a control character in the address": _get(line=b"GET /health\x01z HTTP/1.1"),
    "a header without a colon": _get(b"nothing"),
    "a header without a name": _get(b": a"),
    "a blank in a header's name": _get(b"X Y: a"),
    "a bracket in a header's name": _get(b"X(Y: a"),
    "a NUL in a header": _get(b"X: a\0b"),
    "lines that end with line feeds": _get().replace(b"\r\n", b"\n"),
    "the greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(200)),
}

# Method to target.
METHODS = {
    "PUT": "/api/v1/search", "DELETE": "/api/v1/articles/a1", "PATCH": "/api/v1/articles/a1",
    "QUERY": "*", "TRACE": "/", "CONNECT": "x:443", "PROPFIND": "/", "BREW": "/api/v1/count",
    "POST": "/healthz",
}

# Target to the status that it must have.
PERCENT = {
    "/api/v1/search?q=%": 400,
    "/api/v1/search?q=%2": 400,
    "/api/v1/search?q=%zz": 400,
    "/api/v1/search?q=%u0041": 400,
    "/api/v1/search?q=%00": 400,
    "/api/v1/search?q=%ff": 400,
    "/api/v1/search?q=%c0%80": 400,  # A longer form than UTF-8 allows.
    "/api/v1/search?q=%ed%a0%80": 400,  # Half of a pair.
    "/api/v1/search?q=%f4%90%80%80": 400,  # Beyond the last character.
    "/api/v1/search?%zz=1": 400,
    "/api/v1/articles/%zz": 400,
    "/a/%zz": 400,
    "/%2e%2e/%2e%2e/etc/passwd": 404,
    "/..%2f..%2fetc%2fpasswd": 404,
}
