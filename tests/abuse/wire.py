# SPDX-License-Identifier: GPL-3.0-or-later
"""Bytes to a server and responses out of the bytes that come back, for requests no library would send."""

import socket
import time
from dataclasses import dataclass, field

SILENCE = 20.0  # Seconds after which nothing more is expected.


@dataclass
class Response:
    status: int
    headers: dict = field(default_factory=dict)  # Names in lower case.
    body: bytes = b""


def connect(port, host="127.0.0.1"):
    client = socket.create_connection((host, port), timeout=SILENCE)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def get(target, *headers, close=True):
    lines = [f"GET {target} HTTP/1.1", "Host: x", *headers]
    if close:
        lines.append("Connection: close")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def head_of(text):
    first, *lines = text.decode("latin-1").split("\r\n")
    version, status, *_ = first.split(" ")
    if not version.startswith("HTTP/1."):
        raise AssertionError(f"no response: {first!r}")
    return Response(int(status), {name.lower(): value.strip() for name, _, value in
                                  (line.partition(":") for line in lines)})


def unchunked(text):
    """The body at the start of `text` and what follows it; None when it is not whole."""
    body = b""
    while True:
        size, mark, rest = text.partition(b"\r\n")
        if not mark:
            return None, b""
        length = int(size, 16)
        if len(rest) < length + 2:
            return None, b""
        body, text = body + rest[:length], rest[length + 2:]
        if length == 0:
            return body, text


def responses(text, is_head=False):
    """All responses in what a server sent. AssertionError when the last one is not whole."""
    found = []
    while text:
        head, mark, text = text.partition(b"\r\n\r\n")
        if not mark:
            raise AssertionError(f"a head that does not end: {head[:200]!r}")
        response = head_of(head)
        if response.headers.get("transfer-encoding") == "chunked" and not is_head:
            response.body, text = unchunked(text)
            if response.body is None:
                raise AssertionError("a body in chunks that does not end")
        elif response.status != 304 and not is_head:
            length = int(response.headers.get("content-length", len(text)))
            if len(text) < length:
                raise AssertionError("a body that is not whole")
            response.body, text = text[:length], text[length:]
        found.append(response)
    return found


def receive_all(client):
    """What comes until the server closes or is silent."""
    parts = []
    try:
        while part := client.recv(1 << 16):
            parts.append(part)
    except (ConnectionResetError, TimeoutError):
        pass
    return b"".join(parts)


def send(client, text):
    """True when the server took all of it."""
    try:
        client.sendall(text)
        return True
    except (ConnectionResetError, BrokenPipeError, TimeoutError):
        return False


def exchange(port, text, host="127.0.0.1", is_head=False):
    """What is answered to bytes until the server closes."""
    with connect(port, host) as client:
        send(client, text)
        return responses(receive_all(client), is_head)


def ask(port, target, *headers, host="127.0.0.1"):
    """The one response to GET."""
    found = exchange(port, get(target, *headers), host)
    if len(found) != 1:
        raise AssertionError(f"{len(found)} responses to one request")
    return found[0]


def timed(action):
    """Seconds that it took."""
    start = time.monotonic()
    action()
    return time.monotonic() - start


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
