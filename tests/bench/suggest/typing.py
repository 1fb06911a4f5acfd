#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long suggestions take while titles of an archive are typed, letter by letter.

Each beginning is asked for over one connection, with no answer kept; what is reported is the time
from request to answer, by the number of letters typed.

  typing.py --build build/release --archive DIRECTORY [--titles 100]
"""
import argparse
import http.client
import json
import pathlib
import random
import re
import statistics
import subprocess
import time
import urllib.parse

LONGEST = 24


class Server:
    def __init__(self, build, archive):
        self.process = subprocess.Popen(
            [build / 'server/backfile-server', '--archive', archive, '--listen', '127.0.0.1:0',
             '--answer-cache', '0', '--quiet'], stderr=subprocess.PIPE, text=True)
        address = None
        while not address:
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit('backfile-server did not start')
            address = re.search(r'127\.0\.0\.1:\d+', line)
        self.connection = http.client.HTTPConnection(address.group())
        while self.get('/readyz')[0] != 200:
            time.sleep(0.1)

    def get(self, target):
        self.connection.request('GET', target)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def close(self):
        self.process.terminate()
        self.process.wait()


def choose_titles(server, wanted):
    status, body = server.get('/api/v1/sample?size=1000&seed=1')
    if status != 200:
        raise SystemExit(body.decode())
    titles = [article['title'] for article in json.loads(body)['results'] if 'title' in article]
    return random.Random(1).sample(titles, min(wanted, len(titles)))


def type_title(server, title, times):
    for letters in range(1, min(len(title), LONGEST) + 1):
        target = '/api/v1/suggest?' + urllib.parse.urlencode({'q': title[:letters]})
        begin = time.perf_counter()
        status, body = server.get(target)
        times.setdefault(letters, []).append((time.perf_counter() - begin) * 1000)
        if status != 200:
            raise SystemExit(body.decode())


def report(name, times):
    ordered = sorted(times)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    print(f'{name:16} p50 {statistics.median(ordered):7.2f} ms  p95 {at(0.95):7.2f} ms  '
          f'max {ordered[-1]:7.2f} ms  of {len(ordered)}')


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--archive', type=pathlib.Path, required=True)
    parser.add_argument('--titles', type=int, default=100)
    options = parser.parse_args()
    server = Server(options.build.resolve(), options.archive)
    try:
        times = {}
        for title in choose_titles(server, options.titles):
            type_title(server, title, times)
        for first, last in ((1, 1), (2, 3), (4, 8), (9, LONGEST)):
            report(f'{first} to {last} letters', [one for letters in range(first, last + 1)
                                                  for one in times.get(letters, [])])
        report('all', [one for row in times.values() for one in row])
    finally:
        server.close()


if __name__ == '__main__':
    main()
