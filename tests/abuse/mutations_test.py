# SPDX-License-Identifier: GPL-3.0-or-later
"""Good requests, spoilt by chance: the server answers or closes, never fails, and ends as it should. With
sanitizers any report of theirs ends the server, and so the test."""

import os
import random
import socket
import unittest
from urllib.parse import quote

from costs_test import SEARCHES
from programs import Server
from scale import size
from vectors import MALFORMED, SMUGGLING
from wire import ask, connect, get, receive_all, send

SEED = int(os.environ.get("BACKFILE_SEED", "20260101"))
COUNT = size(100_000, 1500)
ROUTES = ["/", "/a/a1", "/api/v1/search", "/api/v1/count", "/api/v1/facets", "/api/v1/facets/source",
          "/api/v1/timeline", "/api/v1/coverage", "/api/v1/sample", "/api/v1/export", "/feeds/search.atom",
          "/feeds/search.json", "/api/v1/articles/a1", "/api/v1/articles/a1.bib", "/api/v1/lookup",
          "/api/v1/changes", "/api/v1/sources", "/api/v1/sources/paper1.example", "/readyz", "/openapi.json",
          "/opensearch.xml", "/compat/newsapi/v2/everything", "/compat/guardian/search",
          "/compat/nyt/svc/search/v2/articlesearch.json", "/compat/mediacloud/api/search/total-count"]
PARAMETERS = ["from=2011", "to=2014-05-06", "tz=Europe/Berlin", "source=paper1.example", "exclude_source=x",
              "missing=section", "exists=author", "sort=newest", "page_size=3", "cursor=abc", "facet=source,author",
              "facet_size=5", "facet_mode=strict", "prefix=pa", "contains=per", "order=value", "interval=month",
              "by=source", "fields=title,url", "url=https://paper1.example/1", "since=0", "highlight=0", "format=csv",
              "after=a1", "revision=1", "size=3", "seed=7", "stratify=source,year", "fl=title", "rows=2"]
PIECES = [b"\r\n", b"\n", b"\r", b"\0", b"%", b"%00", b"%zz", b" ", b"\t", b":", b"&", b"=", b"?", b"#", b"//",
          b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"Host: y\r\n", b"\xff\xfe", b"\xc0\x80",
          b"Range: bytes=0-,0-\r\n", b"Expect: 100-continue\r\n", b"Connection: close\r\n", b"(" * 50, b"*", b'"',
          b"A" * 300, b"-1", b"99999999999999999999", b"HTTP/1.1", b"W/99", b"~2", b" AND NOT "]


def good_request(chance):
    """One of any kind that there is."""
    kind = chance.random()
    if kind < 0.1:
        return chance.choice(list(SMUGGLING.values()) + list(MALFORMED.values()))
    parameters = chance.sample(PARAMETERS, chance.choice((0, 0, 0, 1, 1, 2, 4)))
    query = chance.choice(list(SEARCHES.values()))
    if "%" not in query:
        query = quote(query[:500])
    text = "&".join([f"q={query}"] + parameters)
    route = chance.choice(ROUTES)
    if kind < 0.3:
        body = text.encode()
        return (f"POST {route} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n").encode() + body
    return get(f"{route}?{text}", "Accept-Encoding: gzip")


def spoilt(chance, request):
    """The request with up to three changes."""
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(request) + 1)
        to = min(len(request), at + chance.choice((1, 1, 2, 8, 64)))
        change = chance.choice((0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5))
        if change == 0:
            request = request[:at] + chance.choice(PIECES) + request[at:]
        elif change == 1:
            request = request[:at] + request[to:]
        elif change == 2:
            request = request[:at] + request[at:to] * chance.choice((2, 3, 40)) + request[to:]
        elif change == 3 and at < len(request):
            request = request[:at] + bytes([request[at] ^ 1 << chance.randrange(8)]) + request[at + 1:]
        elif change == 4:
            request = request[:at] + chance.randbytes(to - at) + request[to:]
        elif change == 5:
            request = request[:at]
    return request


class Mutations(unittest.TestCase):
    def test_the_server_outlives_them(self):
        chance = random.Random(SEED)
        print(f"BACKFILE_SEED={SEED}, {COUNT} requests")
        counts = {}
        with Server("--quiet", "--deadline-ms", "100") as server:
            for _ in range(COUNT):
                request = spoilt(chance, good_request(chance))
                with connect(server.port) as client:
                    send(client, request)
                    try:
                        client.shutdown(socket.SHUT_WR)
                    except OSError:
                        pass
                    answer = receive_all(client)
                status = answer[9:12].decode("latin-1") if answer else "none"
                counts[status] = counts.get(status, 0) + 1
                if status.startswith("5"):
                    self.assertEqual(status, "503", request)
                    self.assertIn(b"The search took longer", answer, request)
            print(dict(sorted(counts.items())))
            self.assertEqual(ask(server.port, "/healthz").status, 200)
            status, _ = server.stop()
            self.assertEqual(status, 0)
            self.assertNotIn("Sanitizer", server.log())
            self.assertNotIn("event=failure", server.log())


if __name__ == "__main__":
    unittest.main()
