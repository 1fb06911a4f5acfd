# SPDX-License-Identifier: GPL-3.0-or-later
"""How the server starts and ends: sockets of every kind, a second one, SIGTERM, nobody who reads the log."""

import os
import signal
import socket
import tempfile
import time
import unittest
from pathlib import Path

from programs import PATIENCE, Server
from scale import seconds, size
from wire import ask, connect, get, receive_all, responses, send


def ask_unix(path, target):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        client.connect(path)
        client.sendall(get(target))
        return responses(receive_all(client))[0]


class Endings(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory(prefix="backfile-"))

    def test_SIGTERM_lets_requests_in_flight_finish(self):
        with Server() as server:
            idle = [connect(server.port) for _ in range(100)]
            dribbling = [connect(server.port) for _ in range(2)]
            for client in dribbling:
                send(client, b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
            busy = [connect(server.port) for _ in range(20)]
            for number, client in enumerate(busy):
                send(client, get(f"/api/v1/search?q=crew+{number}&page_size=1000&facet=source", close=False))
            status, took = server.stop()
            for client in busy:
                found = responses(receive_all(client))
                self.assertEqual([response.status for response in found], [200])
            self.assertEqual(status, 0)
            self.assertLess(took, seconds(5))
            self.assertIn("event=stopped unfinished=0", server.log())
            for client in idle + dribbling + busy:
                client.close()

    def test_a_second_server_on_the_port_says_so_and_ends(self):
        with Server() as server:
            with Server(listen=f"127.0.0.1:{server.port}", ready=None) as second:
                self.assertEqual(second.process.wait(PATIENCE), 71)
                self.assertIn("Address already in use", second.log())
            self.assertEqual(ask(server.port, "/healthz").status, 200)

    def test_IPv6(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError as problem:
            self.skipTest(f"this machine has no IPv6: {problem}")
        with Server(listen="[::1]:0") as server:
            self.assertEqual(ask(server.port, "/healthz", host="::1").status, 200)
            self.assertNotIn("event=exposed", server.log())

    def test_an_address_that_others_can_reach_is_warned_of(self):
        with Server(listen="0.0.0.0:0") as server:
            self.assertEqual(ask(server.port, "/healthz").status, 200)
            self.assertIn("level=warn event=exposed", server.log())

    def test_a_Unix_socket(self):
        path = f"{self.place}/server.sock"
        with Server(listen=f"unix:{path}") as server:
            self.assertEqual(ask_unix(path, "/healthz").status, 200)
            self.assertEqual(ask_unix(path, "/api/v1/search?q=ferry").status, 200)
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o660)
            self.assertNotIn("event=exposed", server.log())
            with Server(listen=f"unix:{path}", ready=None) as second:
                self.assertEqual(second.process.wait(PATIENCE), 71)
            self.assertEqual(ask_unix(path, "/healthz").status, 200)
            self.assertEqual(server.stop()[0], 0)
            self.assertFalse(os.path.exists(path))

    def test_a_Unix_socket_that_was_left_behind_is_no_hindrance(self):
        path = f"{self.place}/server.sock"
        with Server(listen=f"unix:{path}") as server:
            server.stop(signal.SIGKILL)
        self.assertTrue(os.path.exists(path))
        with Server(listen=f"unix:{path}", ) as server:
            self.assertEqual(ask_unix(path, "/healthz").status, 200)

    def test_a_file_in_the_place_of_the_Unix_socket_is_not_touched(self):
        path = Path(f"{self.place}/server.sock")
        path.write_text("precious")
        with Server(listen=f"unix:{path}", ready=None) as server:
            self.assertEqual(server.process.wait(PATIENCE), 71)
        self.assertEqual(path.read_text(), "precious")

    def test_the_mode_of_the_Unix_socket_can_be_chosen(self):
        path = f"{self.place}/server.sock"
        with Server("--socket-mode", "0666", listen=f"unix:{path}"):
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o666)

    def passed(self, listener, fds="1", ready="ready"):
        """A server that is handed `listener` as systemd does it."""
        wrap = ["/bin/sh", "-c", f'exec 3<&{listener.fileno()}; LISTEN_PID=$$ LISTEN_FDS={fds} exec "$@"', "sh"]
        return Server(listen=None, ready=ready, wrap=wrap, pass_fds=[listener.fileno()])

    def test_a_socket_that_systemd_passes(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            with self.passed(listener) as server:
                self.assertEqual(ask(listener.getsockname()[1], "/healthz").status, 200)
                self.assertEqual(server.port, listener.getsockname()[1])
                self.assertEqual(server.stop()[0], 0)

    def test_a_Unix_socket_that_systemd_passes_is_left_to_it(self):
        path = f"{self.place}/server.sock"
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen()
            with self.passed(listener) as server:
                self.assertEqual(ask_unix(path, "/healthz").status, 200)
                self.assertEqual(server.stop()[0], 0)
            self.assertTrue(os.path.exists(path))

    def test_what_is_passed_must_be_one_listening_socket(self):
        with socket.socket() as connected, socket.create_server(("127.0.0.1", 0)) as listener:
            for one, fds in ((connected, "1"), (listener, "2"), (listener, "x")):
                with self.passed(one, fds, ready=None) as server:
                    self.assertEqual(server.process.wait(PATIENCE), 71)
                    self.assertIn("systemd", server.log())

    def test_sockets_meant_for_another_process_are_not_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            environment = {**os.environ, "LISTEN_PID": "1", "LISTEN_FDS": "1"}
            with Server(env=environment, pass_fds=[listener.fileno()]) as server:
                self.assertNotEqual(server.port, listener.getsockname()[1])

    def test_nobody_who_reads_the_log_stops_nothing(self):
        reading, writing = os.pipe()
        with Server(listen=f"unix:{self.place}/s", ready=None, stderr=writing) as server:
            os.close(writing)
            end = time.monotonic() + PATIENCE
            while not os.path.exists(f"{self.place}/s") and time.monotonic() < end:
                time.sleep(0.02)
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(20)
                client.connect(f"{self.place}/s")
                count = size(100_000, 20_000)
                for _ in range(count // 100):
                    client.sendall(get("/healthz", close=False) * 100)
                    answers = b""
                    while answers.count(b'{"status":"ok"}') < 100:
                        part = client.recv(1 << 20)
                        self.assertTrue(part)
                        answers += part
            figures = ask_unix(f"{self.place}/s", "/metrics").body.decode()
            dropped = [line for line in figures.splitlines() if line.startswith("backfile_log_lines_dropped_total ")]
            self.assertGreater(int(dropped[0].split()[1]), 0)
            status, took = server.stop()
            self.assertEqual(status, 0)
            self.assertLess(took, seconds(5))
        os.close(reading)

    def test_a_log_that_nobody_will_ever_read_costs_no_time(self):
        reading, writing = os.pipe()
        with Server(listen=f"unix:{self.place}/s", ready=None, stderr=writing) as server:
            os.close(writing)
            end = time.monotonic() + PATIENCE
            while not os.path.exists(f"{self.place}/s") and time.monotonic() < end:
                time.sleep(0.02)
            # Lines wait when their reader goes.
            for _ in range(2000):
                ask_unix(f"{self.place}/s", "/healthz")
            os.close(reading)
            ask_unix(f"{self.place}/s", "/healthz")
            before = server.processor_seconds()
            time.sleep(1)
            self.assertLess(server.processor_seconds() - before, 0.5)
            self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main()
