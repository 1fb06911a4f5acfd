# SPDX-License-Identifier: GPL-3.0-or-later
"""Hours of load, slow clients and an indexer that publishes in a loop: does anything grow?"""

import argparse
import http.client
import random
import signal
import socket
import sys
import tempfile
import threading
import time

from crowds_test import Dribble
from programs import Server, index, records
from wire import connect, get, percentile, send

WORDS = ["ferry", "crew", "passenger", "bridge", "harbour", "noon", "left", "looked", "number", "day"]


class Load(threading.Thread):
    """One client on a lasting connection. `times` since the last look, and what failed."""

    def __init__(self, port, seed, pause):
        super().__init__(daemon=True)
        self.port, self.pause = port, pause
        self.chance = random.Random(seed)
        self.times, self.errors, self.shed = [], [], 0
        self.ended = False

    def target(self):
        words = "+".join(self.chance.sample(WORDS, 2)) + f"+OR+{self.chance.randrange(97)}"
        return self.chance.choice((
            f"/api/v1/search?q={words}&facet=source&interval=year", f"/api/v1/count?q={words}",
            f"/api/v1/timeline?q={words}", f"/api/v1/articles/a{self.chance.randrange(3000)}", "/",
            "/api/v1/search?q=ferry", f"/feeds/search.atom?q={words}", f"/api/v1/export?q={words}&fields=title"))

    def run(self):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.ended:
            target = self.target()
            start = time.monotonic()
            try:
                client.request("GET", target)
                response = client.getresponse()
                response.read()
                if response.status == 503:
                    self.shed += 1
                elif response.status != 200:
                    self.errors.append(f"{response.status} for {target}")
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(f"{error!r} for {target}")
                client.close()
            self.times.append(time.monotonic() - start)
            time.sleep(self.pause)


class Indexer(threading.Thread):
    """Publishes an article every two seconds, after a minute new versions of the same ones: an archive
    that grew would make exports, and so p99, grow with it."""

    ARTICLES = 30

    def __init__(self, archive):
        super().__init__(daemon=True)
        self.archive, self.published, self.ended = archive, 0, False

    def run(self):
        while not self.ended:
            self.published += 1
            name = f'"s{self.published % self.ARTICLES}"'
            line = records(1).replace('"a0"', name).replace("number 0", f"number s{self.published}")
            index(self.archive, line)
            time.sleep(2)


class SlowClients(threading.Thread):
    """Crowds that dribble, idle and read slowly, anew every six seconds."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.ended = port, False

    def run(self):
        while not self.ended:
            readers = []
            for _ in range(10):
                client = connect(self.port)
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                send(client, get("/api/v1/export"))
                readers.append(client)
            idle = [connect(self.port) for _ in range(50)]
            with Dribble(self.port, 30, [b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"GE"], b"a"):
                time.sleep(6)
            for client in readers + idle:
                client.close()


def slope(points):
    """Of the line through (x, y) with the least squares."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def median(values):
    return percentile(values, 0.5)


def report(samples, loads, indexer):
    """Prints the figures and whether each is within its bar; the number that are not."""
    samples = samples[len(samples) // 10:]  # Caches fill at first.
    quarter = max(1, len(samples) // 4)
    drift = median([s["p99"] for s in samples[-quarter:]]) / median([s["p99"] for s in samples[:quarter]])
    growth = slope([(s["minute"], s["memory"]) for s in samples])
    descriptors = median([s["descriptors"] for s in samples[-quarter:]]) - median(
        [s["descriptors"] for s in samples[:quarter]])
    errors = [error for load in loads for error in load.errors]
    requests = sum(s["requests"] for s in samples)
    print(f"{requests} requests after warming up, {sum(load.shed for load in loads)} of all answered 503, "
          f"{indexer.published} revisions")
    bars = (("errors", len(errors), len(errors) == 0), ("drift of p99", round(drift, 2), drift <= 1.2),
            ("memory, MB a minute", round(growth, 2), growth <= 0.5),
            ("descriptors, last quarter less the first", descriptors, abs(descriptors) <= 20))
    for name, value, kept in bars:
        print(f"{name}: {value}{'' if kept else '  above its bar'}")
    for error in errors[:20]:
        print(error)
    return sum(not kept for _, _, kept in bars)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--pause-ms", type=float, default=5, help="between two requests of a client")
    options.add_argument("--every", type=float, default=10, help="seconds between two looks")
    options = options.parse_args()
    # Whoever ends this ends the server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="backfile-soak-") as place:
        archive = f"{place}/archive"
        index(archive, records())
        with Server("--quiet", archive=archive) as server:
            loads = [Load(server.port, seed, options.pause_ms / 1000) for seed in range(options.clients)]
            indexer, slow = Indexer(archive), SlowClients(server.port)
            for thread in (*loads, indexer, slow):
                thread.start()
            samples, start = [], time.monotonic()
            while time.monotonic() < start + 60 * options.minutes:
                time.sleep(options.every)
                times = [value for load in loads for value in load.times]
                for load in loads:
                    load.times = []
                if server.process.poll() is not None:
                    sys.exit(f"the server ended:\n{server.log()}")
                samples.append({"minute": (time.monotonic() - start) / 60, "requests": len(times),
                                "p99": percentile(times, 0.99), "memory": server.resident(),
                                "descriptors": server.descriptors()})
                last = samples[-1]
                print(f"{last['minute']:.1f} min: {len(times)} requests, p50 {1000 * median(times):.1f} ms, "
                      f"p99 {1000 * last['p99']:.1f} ms, {last['memory']:.0f} MB, {last['descriptors']} descriptors",
                      flush=True)
            for thread in (*loads, indexer, slow):
                thread.ended = True
            for thread in (*loads, indexer):
                thread.join()
            above = report(samples, loads, indexer)
            status, _ = server.stop()
            sys.exit(1 if above or status != 0 else 0)


if __name__ == "__main__":
    main()
