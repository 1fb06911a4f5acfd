# SPDX-License-Identifier: GPL-3.0-or-later
"""The thirty worst searches that we know of: each ends in time and within bounds, and a cheap search beside
them does not notice. BACKFILE_COST_ARCHIVE names a large archive to try them on."""

import itertools
import multiprocessing
import os
import threading
import unittest
from urllib.parse import quote

from programs import Server
from scale import FULL, megabytes, seconds, size
from wire import ask, exchange, percentile, timed

ARCHIVE = os.environ.get("BACKFILE_COST_ARCHIVE")
COMMON = ["the", "of", "and", "to", "in", "a", "that", "is", "for", "it", "on", "was", "with", "as", "at", "by"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def nested(depth):
    return "(" * depth + "the" + ")" * depth


def alternating(words, *operators):
    """the AND of OR and ... in brackets from the left, as deep as there are words."""
    text = words[0]
    for number, word in enumerate(words[1:]):
        text = f"({text} {operators[number % len(operators)]} {word})"
    return text


SEARCHES = {
    "every article": "",
    "a common word": "the",
    "common words": " ".join(COMMON),
    "any of common words": " OR ".join(COMMON),
    "64 words": " OR ".join(f"{word}{letter}" for word in COMMON for letter in "aeio"),
    "too many words": " OR ".join(f"w{number}" for number in range(700)),
    "a phrase of common words": '"of the"',
    "a long phrase": '"' + " ".join(COMMON) + '"',
    "the same word as a phrase": '"' + " ".join(["the"] * 16) + '"',
    "phrases": " OR ".join(f'"{a} {b}"' for a in COMMON[:6] for b in COMMON[:6]),
    "near": "the W/50 of",
    "near, nested": "((the W/30 of) W/30 (and W/30 to)) W/30 (in W/30 a)",
    "near of many": "(" + " OR ".join(COMMON) + ") W/99 (" + " OR ".join(reversed(COMMON)) + ")",
    "in one paragraph": "the W/P of W/P and W/P to",
    "at least": "ATLEAST3(the) AND ATLEAST3(of)",
    "not": "NOT the",
    "nots": alternating([f"NOT {word}" for word in COMMON], "AND", "OR"),
    "brackets": nested(8),
    "too many brackets": nested(2000),
    "deep": alternating(COMMON, "OR", "AND"),
    "one letter and a star": "a*",
    "stars": " OR ".join(f"{letter}*" for letter in LETTERS),
    "prefixes": " OR ".join(f"{prefix}*" for prefix in ("con", "pre", "pro", "int", "rec", "sta", "com", "dis")),
    "a star at the front": "*ing",
    "stars everywhere": "*a*e*i*",
    "patterns": " OR ".join(("s??????", "c*n", "p*s", "*tion", "r*ed")),
    "fuzzy": " OR ".join(f"{word}~2" for word in ("states", "nation", "people", "market", "police")),
    "fuzzy of many words": " OR ".join(f"{word}~2" for word in (
        "government minister parliament election committee president secretary development international "
        "organisation university education industry production agreement conference statement financial "
        "commission investigation increase economic political military security national community "
        "department director official").split()),
    "long words": " OR ".join(letter * 240 for letter in LETTERS),
    "as long as may be": quote("é" * 1200),
}
EVERYTHING = "&facet=source,section,author,language,place,agency&facet_size=1000&interval=month&page_size=1000"


def post(port, query, more):
    body = f"q={query if '%' in query else quote(query)}{more}".encode()
    head = (f"POST /api/v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    return exchange(port, head.encode() + body)


def ask_the_worst(port):
    """Eight clients that never end, in a process of their own: threads of one would wait for each other."""
    def ask_from(start):
        for query in itertools.cycle(list(SEARCHES.values())[start:] + list(SEARCHES.values())[:start]):
            post(port, query, EVERYTHING.replace("1000", "20"))

    for number in range(0, len(SEARCHES), 4):
        threading.Thread(target=ask_from, args=(number,)).start()


class Costs(unittest.TestCase):
    def ask_all(self, server, port, more, statuses):
        worst = 0.0
        for name, query in SEARCHES.items():
            with self.subTest(name):
                found = []
                with server.own_growth() as growth:
                    took = timed(lambda: found.extend(post(port, query, more)))
                grown = growth[0]
                self.assertEqual(len(found), 1)
                self.assertIn(found[0].status, statuses)
                if found[0].status == 503:
                    self.assertIn(b'"code":"timeout"', found[0].body)
                self.assertLess(took, seconds(1.2))
                self.assertLess(grown, megabytes(64))
                worst = max(worst, took)
                if FULL:
                    print(f"{name}: {found[0].status}, {1000 * took:.0f} ms, +{grown:.1f} MB")
        print(f"the slowest took {1000 * worst:.0f} ms")

    def test_each_search_ends_in_time(self):
        self.assertEqual(len(SEARCHES), 30)
        with Server("--answer-cache", "0", "--posting-cache", "0", "--quiet", archive=ARCHIVE) as server:
            ask(server.port, "/api/v1/search?q=ferry")
            self.ask_all(server, server.port, "", {200, 400, 503})

    def test_with_all_facets_and_a_timeline_and_the_largest_page(self):
        with Server("--answer-cache", "0", "--posting-cache", "0", "--quiet", archive=ARCHIVE) as server:
            ask(server.port, "/api/v1/search?q=ferry")
            self.ask_all(server, server.port, EVERYTHING, {200, 400, 503})

    def test_a_cheap_search_beside_them(self):
        with Server("--answer-cache", "0", "--posting-cache", "0", "--quiet", archive=ARCHIVE) as server:
            heavy = multiprocessing.Process(target=ask_the_worst, args=(server.port,), daemon=True)
            heavy.start()
            try:
                times = []
                for number in range(size(200, 40)):
                    times.append(timed(lambda: self.assertEqual(
                        ask(server.port, f"/api/v1/search?q=zeppelin+{number}").status, 200)))
            finally:
                heavy.kill()
                heavy.join()
            p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
            print(f"a cheap search beside 8 clients that ask the worst: p50 {1000 * p50:.1f} ms, p99 {1000 * p99:.1f} ms")
            self.assertLess(p99 if FULL else p50, seconds(0.05))


if __name__ == "__main__":
    unittest.main()
