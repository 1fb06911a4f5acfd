# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests without an end: refused when they are too long, and never held."""

import itertools
import unittest

from programs import Server
from scale import megabytes, size
from wire import ask, connect, receive_all, responses, send

MEGABYTE = 1 << 20
PIECE = 1 << 16


class Floods(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Server())
        ask(cls.server.port, "/api/v1/search?q=ferry")

    def flood(self, start, piece, total, statuses):
        """Sends `piece` until the server has had enough or `total` bytes are through."""
        self.server.forget_peak()
        before = self.server.resident()
        with connect(self.server.port) as client:
            send(client, start)
            for _ in range(total // len(piece)):
                if not send(client, piece):
                    break
            answer = receive_all(client)
        # Who goes on sending may find the connection gone before the answer is read.
        for response in responses(answer):
            self.assertIn(response.status, statuses)
        self.assertLess(self.server.peak() - before, megabytes(8))
        self.assertEqual(ask(self.server.port, "/healthz").status, 200)

    def test_an_endless_address(self):
        self.flood(b"GET /", b"a" * PIECE, size(256, 32) * MEGABYTE, {414})

    def test_an_endless_header(self):
        self.flood(b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"a" * PIECE, size(256, 32) * MEGABYTE, {431})

    def test_a_million_headers(self):
        lines = b"X-Header: value-----\r\n"
        self.flood(b"GET / HTTP/1.1\r\nHost: x\r\n", lines * 1000, len(lines) * 1_000_000, {431})

    def test_an_endless_body(self):
        for head in ("Content-Length: 1073741824", "Transfer-Encoding: chunked", "Content-Length: 99999999999999999999"):
            with self.subTest(head):
                start = f"POST /api/v1/search HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode()
                self.flood(start, b"a" * PIECE, size(1024, 32) * MEGABYTE, {400, 413})

    def test_a_body_where_there_can_be_none(self):
        self.flood(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n", b"a" * PIECE,
                   size(1024, 32) * MEGABYTE, {405})

    def test_empty_lines_without_end(self):
        self.flood(b"", b"\r\n" * (PIECE // 2), size(64, 8) * MEGABYTE, {400})

    def test_many_unfinished_requests_hold_no_more_than_their_heads(self):
        self.server.forget_peak()
        before = self.server.resident()
        start = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 15_000
        clients = [connect(self.server.port) for _ in range(200)]
        for client in clients:
            send(client, start)
        self.assertEqual(ask(self.server.port, "/healthz").status, 200)
        self.assertLess(self.server.peak() - before, megabytes(8))
        for client in clients:
            client.close()

    def test_connections_that_come_and_go_leave_nothing(self):
        ask(self.server.port, "/healthz")
        before = self.server.descriptors()
        for number in range(size(5000, 500)):
            with connect(self.server.port) as client:
                send(client, itertools.islice((b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"), number % 3,
                                              None).__next__())
        self.assertEqual(ask(self.server.port, "/healthz").status, 200)
        for _ in range(100):
            if self.server.descriptors() <= before + 2:
                break
            ask(self.server.port, "/healthz")
        self.assertLessEqual(self.server.descriptors(), before + 2)


if __name__ == "__main__":
    unittest.main()
