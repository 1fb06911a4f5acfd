# SPDX-License-Identifier: GPL-3.0-or-later
"""Every article of an archive by cursors, in each sort, while runs publish; and all of it by export."""

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from programs import INDEX, Server

# The query, and what rises from one result to the next (None: it is not looked at).
SORTS = {
    "newest": ("", lambda hit: [-ord(c) for c in hit.get("published", "")[:10]] or [0]),
    "oldest": ("", lambda hit: hit.get("published", "9")[:10]),
    "indexed": ("", None),
    "words": ("", lambda hit: hit["words"]),
    "-words": ("", lambda hit: -hit["words"]),
    # Some articles have the word, all match.
    "relevance": ("president+OR+NOT+president", lambda hit: -hit["score"]),
}


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, target):
        self.connection.request("GET", target)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            sys.exit(f"{response.status} for {target}: {body[:300]}")
        return response, body

    def json(self, target):
        return json.loads(self.get(target)[1])


def add(archive, file):
    subprocess.run([INDEX, "add", "--archive", archive, str(file)], check=True)


def split(file, place, parts):
    """The records but for some at the end, and these in `parts` files."""
    lines = Path(file).read_bytes().splitlines(keepends=True)
    each = max(1, len(lines) // 500)
    first = len(lines) - parts * each
    files = []
    for number in range(parts + 1):
        begin = 0 if number == 0 else first + (number - 1) * each
        end = first if number == 0 else begin + each
        files.append(Path(place) / f"{number}.jsonl")
        files[-1].write_bytes(b"".join(lines[begin:end]))
    return files


def exported_ids(client, revision):
    _, body = client.get(f"/api/v1/export?format=ids&revision={revision}")
    lines = body.decode().splitlines()
    if not lines[-1].startswith(f"# articles={len(lines) - 1} revision={revision} "):
        sys.exit(f"not a whole export: {lines[-1]}")
    return lines[:-1]


def walk(client, sort, page_size, publish):
    """Says how it went; the number of mistakes."""
    query, rank = SORTS[sort]
    target = f"/api/v1/search?q={query}&sort={sort}&page_size={page_size}&fields=words,published,score"
    page = client.json(target)
    revision = page["index"]["revision"]
    expected = exported_ids(client, revision)
    publishing = threading.Thread(target=publish)
    publishing.start()
    start, hits, pages = time.monotonic(), [], 0
    while True:
        hits += page["results"]
        pages += 1
        mistakes = page["index"]["revision"] != revision
        if mistakes or "next" not in page["links"]:
            break
        page = client.json(page["links"]["next"])
    seconds = time.monotonic() - start
    publishing.join()
    newest = client.json("/api/v1/count")["index"]["revision"]
    ids = [hit["id"] for hit in hits]
    mistakes += len(ids) != len(set(ids)) or set(ids) != set(expected)
    if rank:
        ranks = [rank(hit) for hit in hits]
        mistakes += any(a > b for a, b in zip(ranks, ranks[1:]))
    print(f"{sort}: {len(ids)} of {len(expected)} articles once each on {pages} pages in {seconds:.1f} s, "
          f"in revision {revision} while {newest} was published{', WRONG' if mistakes else ''}", flush=True)
    return int(mistakes)


def export(server, client):
    with server.own_growth() as most:
        start = time.monotonic()
        response, body = client.get("/api/v1/export")
        seconds = time.monotonic() - start
    end = json.loads(body[body.rstrip().rfind(b"\n") + 1:])["end"]
    complete = end["articles"] == int(response.headers["Backfile-Total"]) == body.count(b"\n") - 1
    print(f"export: {end['articles']} articles, {len(body) / 1e6:.0f} MB in {seconds:.1f} s; the server's own memory "
          f"grew by {most[0]:.1f} MB at most, to {server.own():.0f} MB{'' if complete else ', NOT WHOLE'}")
    return not complete


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", help="articles as JSON Lines")
    options.add_argument("--page-size", type=int, default=100)
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="backfile-walks-") as place:
        archive = f"{place}/archive"
        first, *parts = split(options.file, place, len(SORTS))
        add(archive, first)
        with Server("--quiet", archive=archive) as server:
            client = Client(server.port)
            wrong = sum(walk(client, sort, options.page_size, lambda part=part: add(archive, part))
                        for sort, part in zip(SORTS, parts))
            wrong += export(server, client)
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
