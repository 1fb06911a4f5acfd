# SPDX-License-Identifier: GPL-3.0-or-later
"""What is judged: Backfile through its API, and the peers of scripts/bench as that sets them up."""
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'runner'))
from driver import Driver  # noqa: E402
from engines import Lucene, Peer  # noqa: E402

HITS = 100
LUCENE_SOURCES = pathlib.Path(__file__).resolve().parent.parent / 'lucene'


class Backfile:
    def __init__(self, build, corpus, directory):
        archive = directory / 'archive'
        subprocess.run([build / 'indexer/backfile-index', 'add', '--archive', archive, corpus],
                       check=True)
        self.process = subprocess.Popen(
            [build / 'server/backfile-server', '--archive', archive, '--listen', '127.0.0.1:0',
             '--deadline-ms', '60000', '--quiet'], stderr=subprocess.PIPE, text=True)
        self.address = ''
        while not self.address:
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit('backfile-server did not start')
            found = re.search(r'127\.0\.0\.1:\d+', line)
            self.address = found.group() if found else ''
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(600):
            try:
                with urllib.request.urlopen(f'http://{self.address}/readyz'):
                    return
            except urllib.error.HTTPError:
                time.sleep(0.1)
        raise SystemExit('backfile-server is not ready after a minute')

    def rank(self, words, settings=None):
        """`settings`: parameters of the ranking by name, see docs/ranking.md."""
        query = urllib.parse.urlencode({
            'q': ' OR '.join(words), 'page_size': HITS, 'fields': 'id', 'highlight': 0,
            **(settings or {})})
        try:
            with urllib.request.urlopen(f'http://{self.address}/api/v1/search?{query}') as answer:
                return [hit['id'] for hit in json.load(answer)['results']]
        except urllib.error.HTTPError as refused:
            self.close()
            raise SystemExit(refused.read().decode()) from refused

    def close(self):
        self.process.terminate()
        self.process.wait()


class Peers:
    def __init__(self, engine, corpus, directory):
        index = directory / engine.name
        subprocess.run(list(map(str, engine.index_command(corpus, index))), check=True,
                       stdout=subprocess.DEVNULL)
        self.driver = Driver(engine.name, list(map(str, engine.serve_command(index))))

    def rank(self, words):
        question = '\t'.join(['or', ' '.join(words), '-', '-', 'relevance', str(HITS), '0', '0',
                              '-', '0'])
        answer = self.driver.ask(question)
        if answer.error:
            raise SystemExit(answer.error)
        return list(answer.ids)

    def close(self):
        self.driver.close()


def open_all(build, corpus, directory):
    """Name and engine, one after the other."""
    lucene = Lucene(build)
    lucene.compile(LUCENE_SOURCES)
    xapian = Peer('xapian', 'Xapian', build, 'xapian_driver')
    yield 'Backfile', Backfile(build, corpus, directory)
    yield 'Xapian', Peers(xapian, corpus, directory)
    yield 'Lucene 8', Peers(lucene, corpus, directory)
