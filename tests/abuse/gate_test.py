# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys, quotas, and what the server tells of itself."""

import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from programs import PATIENCE, SERVER, Server
from wire import ask, exchange, get


def new_key(file, name, *options):
    made = subprocess.run([SERVER, "new-key", name, "--keys", str(file), *options], check=True, capture_output=True)
    return made.stdout.decode().strip()


class Gate(unittest.TestCase):
    def setUp(self):
        self.file = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="backfile-"))) / "keys"

    def server(self, *options, **more):
        return self.enterContext(Server("--keys", str(self.file), *options, **more))

    def test_without_a_key_nothing_of_the_archive_is_shown(self):
        key = new_key(self.file, "desk")
        server = self.server()
        bearer = f"Authorization: Bearer {key}"
        for target in ("/api/v1/search?q=ferry", "/api/v1/articles/a1", "/feeds/search.atom", "/metrics",
                       "/api/v1/export", "/compat/guardian/search?q=ferry"):
            with self.subTest(target):
                self.assertEqual(ask(server.port, target, bearer).status, 200)
                self.assertEqual(ask(server.port, target, bearer).status, 200)  # Kept by now.
                refused = ask(server.port, target)
                self.assertEqual(refused.status, 401)
                self.assertEqual(refused.headers["www-authenticate"], "Bearer")
                self.assertIn(b'"code":"unauthorized"', refused.body)
        for target in ("/healthz", "/readyz", "/", "/a/a1"):
            self.assertEqual(ask(server.port, target).status, 200)
        post = (f"POST /api/v1/count HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                "Content-Length: 7\r\nConnection: close\r\n").encode()
        self.assertEqual(exchange(server.port, post + b"\r\nq=ferry")[0].status, 401)
        self.assertEqual(exchange(server.port, post + bearer.encode() + b"\r\n\r\nq=ferry")[0].status, 200)

    def test_only_the_key_itself_opens(self):
        key = new_key(self.file, "desk")
        other = new_key(self.file, "press")
        server = self.server()
        good = (f"Authorization: Bearer {key}", f"authorization: bearer {key}", f"X-Api-Key: {other}")
        for header in good:
            self.assertEqual(ask(server.port, "/api/v1/count", header).status, 200)
        name, secret = key.split(".")
        wrong = (f"{name}.", f"{name}.{secret[:-1]}", f"{name}.{secret}0", f"{name}.{'0' * 64}", f"press.{secret}",
                 f"nobody.{secret}", secret, ".", "", self.file.read_text().splitlines()[0])
        for text in wrong:
            with self.subTest(text):
                self.assertEqual(ask(server.port, "/api/v1/count", f"Authorization: Bearer {text}").status, 401)

    def test_the_file_does_not_hold_the_key(self):
        key = new_key(self.file, "desk")
        self.assertNotIn(key.split(".")[1], self.file.read_text())
        self.assertEqual(os.stat(self.file).st_mode & 0o777, 0o600)

    def test_the_log_does_not_hold_the_key(self):
        key = new_key(self.file, "desk")
        server = self.server()
        ask(server.port, "/api/v1/count", f"Authorization: Bearer {key}")
        self.assertNotIn(key.split(".")[1], server.log())

    def test_a_key_may_ask_as_often_as_its_quota_says(self):
        busy = f"Authorization: Bearer {new_key(self.file, 'busy', '--per-minute', '5')}"
        free = f"Authorization: Bearer {new_key(self.file, 'free')}"
        server = self.server("--rate-limit", "1000")
        targets = ("/api/v1/count?q=ferry", "/api/v1/count?q=ferry", "/api/v1/count?q=crew", "/api/v1/export?q=none",
                   "/api/v1/count?q=%22")
        for left, target in zip((4, 3, 2, 1, 0), targets):
            found = ask(server.port, target, busy)
            self.assertEqual(found.headers["ratelimit-policy"], '"key";q=5;w=60')
            self.assertRegex(found.headers["ratelimit"], rf'^"key";r={left};t=\d+$')
        refused = ask(server.port, "/api/v1/count?q=ferry", busy)
        self.assertEqual(refused.status, 429)
        self.assertTrue(1 <= int(refused.headers["retry-after"]) <= 60)
        self.assertIn(b'"code":"too_many_requests"', refused.body)
        self.assertIn("r=999;", ask(server.port, "/api/v1/count?q=ferry", free).headers["ratelimit"])
        self.assertIn("backfile_requests_rejected_total 1", ask(server.port, "/metrics", free).body.decode())

    def test_a_refusal_leaves_the_connection_as_it_is(self):
        new_key(self.file, "desk")
        server = self.server()
        found = exchange(server.port, get("/api/v1/count", close=False) * 3 + get("/healthz"))
        self.assertEqual([response.status for response in found], [401, 401, 401, 200])

    def until(self, server, header, status):
        end = time.monotonic() + PATIENCE
        while ask(server.port, "/api/v1/count", header).status != status:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)

    def test_a_changed_file_is_read_again_and_a_mistake_in_it_changes_nothing(self):
        first = f"X-Api-Key: {new_key(self.file, 'first')}"
        server = self.server()
        second = f"X-Api-Key: {new_key(self.file, 'second')}"
        self.until(server, second, 200)
        good = self.file.read_text()
        self.file.write_text("nonsense\n")
        ask(server.port, "/api/v1/count", first)
        server_log_end = time.monotonic() + PATIENCE
        while "event=keys_not_reloaded" not in server.log() and time.monotonic() < server_log_end:
            self.assertEqual(ask(server.port, "/api/v1/count", first).status, 200)
            time.sleep(0.1)
        self.assertIn("Line 1 is no key", server.log())
        self.file.write_text(good.splitlines()[1] + "\n# first has left\n")
        self.until(server, first, 401)
        self.assertEqual(ask(server.port, "/api/v1/count", second).status, 200)

    def test_a_file_that_cannot_be_used_ends_the_start(self):
        self.file.write_text("desk:abc\n")
        with Server("--keys", str(self.file), ready=None) as server:
            self.assertEqual(server.process.wait(PATIENCE), 78)
            self.assertIn("Line 1", server.log())
        with Server("--keys", "/nowhere/keys", ready=None) as server:
            self.assertEqual(server.process.wait(PATIENCE), 66)

    def test_names_that_cannot_be_one_are_refused(self):
        for name in ("", "a:b", "a b", "a.b", "x" * 65):
            made = subprocess.run([SERVER, "new-key", name, "--keys", str(self.file)], capture_output=True)
            self.assertEqual(made.returncode, 64)
        self.assertFalse(self.file.exists())


class Telling(unittest.TestCase):
    def test_slow_searches_are_logged_as_they_were_understood(self):
        with Server("--slow-query-ms", "1", "--answer-cache", "0") as server:
            ask(server.port, "/api/v1/search?q=ferry+-zeppelin&page_size=1000&source=paper1.example&facet=author")
            line = next(line for line in server.log().splitlines() if "event=slow_query" in line)
            self.assertIn('query="ferry AND (NOT zeppelin)"', line)
            self.assertIn("source=paper1.example", line)
        with Server("--answer-cache", "0") as server:  # Not without being asked to.
            ask(server.port, "/api/v1/search?q=ferry&page_size=1000")
            self.assertNotIn("slow_query", server.log())

    def test_figures(self):
        with Server() as server:
            for _ in range(3):
                ask(server.port, "/api/v1/search?q=ferry")
            text = ask(server.port, "/metrics").body.decode()
            figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
            self.assertEqual(figures['backfile_request_duration_seconds_count{route="/api/v1/search"}'], "3")
            self.assertEqual(figures['backfile_requests_total{route="/api/v1/search",status="200"}'], "3")
            self.assertEqual(figures["backfile_answer_cache_hits_total"], "2")
            self.assertEqual(figures["backfile_revision"], "1")
            for name in ("backfile_segments", "backfile_requests_waiting", "backfile_connections",
                         "backfile_requests_shed_total", "backfile_requests_late_total",
                         "backfile_connections_turned_away_total", "backfile_log_lines_dropped_total",
                         "backfile_connections_unsent_closed_total", "backfile_searches_running",
                         "backfile_searches_shed_total"):
                self.assertIn(name, figures)


if __name__ == "__main__":
    unittest.main()
