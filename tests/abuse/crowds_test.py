# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients that take long, and one that must not notice."""

import select
import tempfile
import threading
import time
import unittest

from programs import Server, index, records
from scale import seconds, size
from wire import ask, connect, exchange, get, percentile, receive_all, responses, send, timed

IDLE = size(1000, 150)
SLOW = size(200, 40)
READERS = size(50, 10)
ROUNDS = size(300, 60)
BURST = size(500, 100)


class Dribble:
    """Clients that are sent to again and again, a byte each, by a thread."""

    def __init__(self, port, count, starts, byte):
        self.clients = [connect(port) for _ in range(count)]
        for number, client in enumerate(self.clients):
            send(client, starts[number % len(starts)])
        self.byte = byte
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.ended.wait(0.2):
            for client in self.clients:
                send(client, self.byte)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        for client in self.clients:
            client.close()


class Crowds(unittest.TestCase):
    def good_client(self, server, bar):
        """New connections and searches nobody asked for before; p99 of each kind."""
        times = [timed(lambda: self.assertEqual(ask(server.port, "/healthz").status, 200)) for _ in range(ROUNDS)]
        searches = [timed(lambda i=i: self.assertEqual(ask(server.port, f"/api/v1/search?q=crew+{i}").status, 200))
                    for i in range(ROUNDS)]
        for name, values in (("connections", times), ("searches", searches)):
            p99 = percentile(values, 0.99)
            print(f"{self._testMethodName}: {name} p50 {1000 * percentile(values, 0.5):.1f} ms, p99 {1000 * p99:.1f} ms")
            self.assertLess(p99, seconds(bar))

    def test_idle_and_slow_clients(self):
        post = b"POST /api/v1/count HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\nq="
        with Server("--quiet") as server:
            idle = []
            for _ in range(IDLE):
                client = connect(server.port)
                send(client, get("/healthz", close=False))
                idle.append(client)
            with Dribble(server.port, SLOW, [b"GET / HTTP/1.1\r\nHost: x\r\nX: ", post, b"GE"], b"a"):
                self.good_client(server, 0.05)
            for client in idle:
                client.close()

    def test_a_head_that_does_not_come_is_answered_408(self):
        with Server("--head-ms", "300") as server:
            for start in (b"GET / HTTP/1.1\r\nHost", b"POST /api/v1/count HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nq="):
                with connect(server.port) as client:
                    send(client, start)
                    self.assertEqual([found.status for found in responses(receive_all(client))], [408])
            with connect(server.port) as client:  # Who has sent nothing has asked for nothing.
                self.assertEqual(receive_all(client), b"")

    def test_when_all_connections_are_taken_another_is_told_to_come_again(self):
        with Server("--connections", "20") as server:
            busy = [connect(server.port) for _ in range(20)]
            for client in busy:
                send(client, b"GET / HTTP/1.1\r\n")
            time.sleep(0.2)
            found = ask(server.port, "/healthz")
            self.assertEqual(found.status, 503)
            self.assertIn("retry-after", found.headers)
            self.assertEqual(found.headers["connection"], "close")
            for client in busy:
                client.close()
            # The server may learn of that after the next connection.
            end = time.monotonic() + 10
            while ask(server.port, "/healthz").status != 200:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)

    def test_idle_connections_make_room(self):
        with Server("--connections", "20") as server:
            idle = [connect(server.port) for _ in range(30)]
            self.assertEqual(ask(server.port, "/healthz").status, 200)
            for client in idle:
                client.close()

    def test_slow_readers_of_an_export_hold_nobody_up(self):
        with Server("--quiet") as server:
            readers = []
            for _ in range(READERS):
                client = connect(server.port)
                send(client, get("/api/v1/export"))
                client.recv(100)
                readers.append(client)
            server.forget_peak()
            before = server.resident()
            self.good_client(server, 0.05)
            print(f"{READERS} slow readers: +{server.peak() - before:.1f} MB")
            for client in readers:
                client.close()

    def test_whole_answers_that_nobody_takes_are_held_within_bounds(self):
        with Server("--quiet", "--unsent", "8") as server:
            ask(server.port, "/api/v1/search?page_size=1000")
            before = server.resident()
            readers = []
            for _ in range(size(200, 50)):
                client = connect(server.port)
                send(client, get("/api/v1/search?page_size=1000") * 8)
                readers.append(client)
            time.sleep(1)
            self.assertEqual(ask(server.port, "/healthz").status, 200)
            self.assertLess(server.resident() - before, 64)
            for client in readers:
                client.close()

    def test_a_burst_of_connections(self):
        with Server("--quiet") as server:
            slowest = 0.0
            for _ in range(3):
                slowest = max(slowest, self.burst(server))
            print(f"burst of {BURST}: slowest {1000 * slowest:.0f} ms")
            self.assertLess(slowest, seconds(0.1))

    def burst(self, server):
        """All at once; the seconds until the last one has been answered."""
        clients = {}
        for _ in range(BURST):
            client = connect(server.port)
            clients[client.fileno()] = client
        start = time.monotonic()
        poll = select.poll()
        for client in clients.values():
            client.sendall(get("/healthz"))
            poll.register(client, select.POLLIN)
        waiting = dict(clients)
        while waiting and time.monotonic() < start + 30:
            for descriptor, _ in poll.poll(1000):
                client = waiting.pop(descriptor)
                self.assertTrue(client.recv(1 << 16).startswith(b"HTTP/1.1 200"))
                poll.unregister(descriptor)
        took = time.monotonic() - start
        self.assertEqual(len(waiting), 0)
        for client in clients.values():
            client.close()
        return took

    def test_searches_while_the_archive_is_published_in_a_loop(self):
        with tempfile.TemporaryDirectory() as place:
            index(f"{place}/archive", records(300))
            with Server("--quiet", archive=f"{place}/archive") as server:
                ended = threading.Event()

                def publish():
                    number = 0
                    while not ended.is_set():
                        number += 1
                        line = records(1).replace('"a0"', f'"b{number}"').replace("number 0", f"number b{number}")
                        index(f"{place}/archive", line)

                thread = threading.Thread(target=publish)
                thread.start()
                try:
                    failed = 0
                    for number in range(size(1000, 50)):
                        batch = b"".join(get(f"/api/v1/search?q=ferry+{number}+OR+crew&facet=source&page_size={i}", close=False)
                                         for i in range(10))
                        found = exchange(server.port, batch + get("/healthz"))
                        failed += sum(response.status != 200 for response in found) + 11 - len(found)
                finally:
                    ended.set()
                    thread.join()
                self.assertEqual(failed, 0)
                revision = int(ask(server.port, "/readyz").body.split(b'"revision":')[1].split(b"}")[0].split(b",")[0])
                self.assertGreater(revision, 1)


if __name__ == "__main__":
    unittest.main()
