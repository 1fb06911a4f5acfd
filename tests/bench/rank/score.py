#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges rankings beside plain BM25 of Xapian and of Lucene 8, all in one run.

TIME (83 queries, 423 articles, judgments): MAP, P@10 and nDCG@10 with any word of the query.
Known items: the words of a title as a query, its article as the answer: MRR@100.
Backfile is asked through its API with its defaults; the others as scripts/bench sets them up.

  score.py --build build/release --time DIRECTORY [--known FILE.jsonl --titles 500]
"""
import argparse
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'runner'))
from driver import Driver  # noqa: E402
from engines import Lucene, Peer  # noqa: E402

HITS = 100
LUCENE_SOURCES = pathlib.Path(__file__).resolve().parent.parent / 'lucene'


def words_of(text):
    return [word.lower() for word in re.findall(r'[^\W_]+', text)]


def distinct(words, most=60):
    return list(dict.fromkeys(words))[:most]


def read_time(directory):
    """Articles as records, queries by number, relevant ids by number."""
    text = (directory / 'TIME.ALL').read_text(encoding='latin-1')
    articles = []
    for piece in re.split(r'^\*TEXT ', text, flags=re.M)[1:]:
        _, _, body = piece.partition('\n')
        body = body.replace('*STOP', '')
        paragraph = ' '.join(body.split())
        articles.append({'id': str(len(articles) + 1), 'title': '', 'text': paragraph,
                         'language': 'en', 'published': '1963-01-01T00:00:00Z'})
    queries = {}
    for piece in re.split(r'^\*FIND\s+', (directory / 'TIME.QUE').read_text(), flags=re.M)[1:]:
        number, _, body = piece.partition('\n')
        queries[int(number)] = ' '.join(body.replace('*STOP', '').split())
    relevant = {}
    for line in (directory / 'TIME.REL').read_text().splitlines():
        numbers = line.split()
        if numbers:
            relevant[int(numbers[0])] = set(numbers[1:])
    return articles, queries, relevant


def measures(ranked, relevant):
    found, precision, gain = 0, 0.0, 0.0
    for rank, article in enumerate(ranked, 1):
        if article not in relevant:
            continue
        found += 1
        precision += found / rank
        if rank <= 10:
            gain += 1 / math.log2(rank + 1)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
    at_ten = sum(article in relevant for article in ranked[:10]) / 10
    return precision / len(relevant), at_ten, gain / ideal


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
            'q': ' OR '.join(f'{word}' for word in words), 'page_size': HITS, 'fields': 'id',
            'highlight': 0, **(settings or {})})
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


def write_corpus(articles, path):
    with open(path, 'w', encoding='utf-8') as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + '\n')


def open_all(build, corpus, directory):
    lucene = Lucene(build)
    lucene.compile(LUCENE_SOURCES)
    xapian = Peer('xapian', 'Xapian', build, 'xapian_driver')
    yield 'Backfile', Backfile(build, corpus, directory)
    yield 'Xapian', Peers(xapian, corpus, directory)
    yield 'Lucene 8', Peers(lucene, corpus, directory)


def judge_time(build, directory):
    articles, queries, relevant = read_time(directory)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'time.jsonl'
        write_corpus(articles, corpus)
        print(f'TIME, {len(articles)} articles, {len(relevant)} queries')
        for name, engine in open_all(build, corpus, pathlib.Path(scratch)):
            rows = [measures(engine.rank(distinct(words_of(queries[number]))), wanted)
                    for number, wanted in relevant.items()]
            engine.close()
            means = [sum(column) / len(rows) for column in zip(*rows)]
            print('{:10} MAP {:.4f}  P@10 {:.4f}  nDCG@10 {:.4f}'.format(name, *means))


def read_known(path):
    with open(path, encoding='utf-8') as file:
        articles = [json.loads(line) for line in file]
    return [{'id': article['id'], 'title': article['title'], 'text': article['text'],
             'language': 'en', 'published': '1963-01-01T00:00:00Z'} for article in articles]


def choose_titles(articles, titles):
    return random.Random(1).sample([a for a in articles if len(words_of(a['title'])) > 2], titles)


def mean_reciprocal_rank(engine, chosen, *settings):
    total = 0.0
    for article in chosen:
        ranked = engine.rank(distinct(words_of(article['title'])), *settings)
        if article['id'] in ranked:
            total += 1 / (ranked.index(article['id']) + 1)
    return total / len(chosen)


def judge_known(build, path, titles):
    kept = read_known(path)
    chosen = choose_titles(kept, titles)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'known.jsonl'
        write_corpus(kept, corpus)
        print(f'Known items, {len(kept)} articles, {titles} titles')
        for name, engine in open_all(build, corpus, pathlib.Path(scratch)):
            print(f'{name:10} MRR {mean_reciprocal_rank(engine, chosen):.4f}')
            engine.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--time', type=pathlib.Path)
    parser.add_argument('--known', type=pathlib.Path)
    parser.add_argument('--titles', type=int, default=500)
    options = parser.parse_args()
    if options.time:
        judge_time(options.build.resolve(), options.time)
    if options.known:
        judge_known(options.build.resolve(), options.known, options.titles)


if __name__ == '__main__':
    main()
