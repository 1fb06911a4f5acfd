#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges rankings beside plain BM25 of Xapian and of Lucene 8, all in one run.

TIME (83 queries, 423 articles, judgments): MAP, P@10 and nDCG@10 with any word of the query.
Known items: the words of a title, or of a sentence, as a query, its article as the answer: MRR@100.
Backfile is asked through its API with its defaults; the others as scripts/bench sets them up.

  score.py --build build/release --time DIRECTORY [--known FILE.jsonl --items 500]
"""
import argparse
import pathlib
import tempfile

from judged import (judge, known_by_sentence, known_by_title, read_known, read_time,
                    write_corpus)
from rankers import open_all


def score(build, articles, collections):
    """`collections`: queries by their name."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'articles.jsonl'
        write_corpus(articles, corpus)
        print(f'{len(articles)} articles')
        for name, engine in open_all(build, corpus, pathlib.Path(scratch)):
            for collection, queries in collections.items():
                rows = judge(engine, queries)
                means = [sum(column) / len(rows) for column in zip(*rows)]
                print('{:10} {:10} MAP or MRR {:.4f}  P@10 {:.4f}  nDCG@10 {:.4f}'.format(
                    name, collection, *means), flush=True)
            engine.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--time', type=pathlib.Path)
    parser.add_argument('--known', type=pathlib.Path)
    parser.add_argument('--items', type=int, default=500)
    options = parser.parse_args()
    build = options.build.resolve()
    if options.time:
        articles, queries = read_time(options.time)
        score(build, articles, {'TIME': queries})
    if options.known:
        articles = read_known(options.known)
        score(build, articles, {'titles': known_by_title(articles, options.items),
                                'sentences': known_by_sentence(articles, options.items)})


if __name__ == '__main__':
    main()
