# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that are wrong, one at a time: refused, never answered twice, never a failure of the server."""

import gzip
import unittest

from programs import Server
from scale import megabytes
from vectors import MALFORMED, METHODS, PERCENT, SECRET, SMUGGLING
from wire import ask, exchange, get


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Server())

    def refused(self, vectors, statuses):
        for name, request in vectors.items():
            with self.subTest(name):
                found = exchange(self.server.port, request + SECRET)
                self.assertEqual(len(found), 1)
                self.assertIn(found[0].status, statuses)
                self.assertEqual(found[0].headers["connection"], "close")
        self.assertEqual(ask(self.server.port, "/healthz").status, 200)

    def test_what_could_be_read_as_two_requests_is_refused(self):
        self.assertEqual(len(SMUGGLING), 18)
        self.refused(SMUGGLING, {400, 413})

    def test_what_is_no_request_is_refused(self):
        self.assertEqual(len(MALFORMED), 29)
        self.refused(MALFORMED, {400})

    def test_other_methods_are_told_which_there_are(self):
        self.assertEqual(len(METHODS), 9)
        for method, target in METHODS.items():
            with self.subTest(method):
                request = f"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                found = exchange(self.server.port, request.encode())
                self.assertEqual([response.status for response in found], [405])
                allowed = found[0].headers["allow"].split(", ")
                self.assertIn("GET", allowed)
                self.assertNotIn(method, allowed)

    def test_malformed_escapes_are_refused(self):
        self.assertEqual(len(PERCENT), 14)
        for target, status in PERCENT.items():
            with self.subTest(target):
                self.assertEqual(ask(self.server.port, target).status, status)

    def test_requests_sent_in_one_go_are_answered_in_order(self):
        targets = [f"/api/v1/articles/a{number}" for number in range(50)]
        pipeline = b"".join(get(target, close=False) for target in targets)
        found = exchange(self.server.port, pipeline + get("/healthz"))
        self.assertEqual(len(found), 51)
        for number, response in enumerate(found[:50]):
            self.assertIn(f'"id":"a{number}"'.encode(), response.body)

    def test_ranges_are_not_served(self):
        whole = ask(self.server.port, "/api/v1/articles/a1")
        for ranges in ("bytes=0-1", "bytes=" + "0-,", "bytes=" + "0-1," * 2000 + "0-1", "bytes=-1"):
            with self.subTest(ranges[:20]):
                part = ask(self.server.port, "/api/v1/articles/a1", f"Range: {ranges}")
                self.assertEqual((part.status, part.body), (200, whole.body))

    def test_HEAD_has_the_headers_of_GET_and_no_body(self):
        for target in ("/", "/api/v1/search?q=ferry", "/api/v1/export?q=ferry", "/none"):
            with self.subTest(target):
                request = get(target).replace(b"GET", b"HEAD", 1)
                head, = exchange(self.server.port, request, is_head=True)
                whole = ask(self.server.port, target)
                self.assertEqual(head.status, whole.status)
                self.assertEqual(head.headers.get("content-type"), whole.headers.get("content-type"))

    def test_a_body_that_is_compressed_is_not_unpacked(self):
        bomb = gzip.compress(b"q=" + b"a" * 40_000_000)
        self.assertLess(len(bomb), 65536)
        self.server.forget_peak()
        before = self.server.resident()
        head = (f"POST /api/v1/count HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\nConnection: close\r\n\r\n")
        found = exchange(self.server.port, head.encode() + bomb)
        self.assertEqual([response.status for response in found], [415])
        self.assertLess(self.server.peak() - before, megabytes(8))


if __name__ == "__main__":
    unittest.main()
