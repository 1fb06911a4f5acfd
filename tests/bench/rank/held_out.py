#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the constants of the ranking are more than a memory of the queries they were chosen by.

Every setting of a grid is asked for through the API. Then, over and over: the queries of each
collection are parted by chance, the setting with the best mean over the collections is chosen on
one half and judged on the other, beside the defaults and plain BM25 (k1 = 1.2, b = 0.75, rarity 1,
titles as texts), which were chosen by neither. TIME has no titles: settings that differ in titles
alone are asked for once there.

  held_out.py --build build/release --time DIRECTORY --known FILE.jsonl [--items 300 --splits 1000]
"""
import argparse
import itertools
import pathlib
import random
import statistics
import tempfile

from judged import (judge, known_by_sentence, known_by_title, read_known, read_time,
                    write_corpus)
from rankers import Backfile

OF_TEXTS = {'k1': [1.2, 1.6], 'b': [0.55, 0.7], 'rarity': [1, 1.25, 1.5]}
OF_TITLES = [{'title_weight': 2, 'title_match': 0}, {'title_weight': 4, 'title_match': 0},
             {'title_weight': 4, 'title_match': 0.3}]
PLAIN = {'k1': 1.2, 'b': 0.75, 'rarity': 1, 'title_weight': 1, 'title_match': 0}
# Judged beside the defaults, and not among what is chosen from: it costs more than it may.
PROXIMITY = [0.05, 0.1, 0.2]


def choices():
    for values, titles in itertools.product(itertools.product(*OF_TEXTS.values()), OF_TITLES):
        yield dict(zip(OF_TEXTS, values)) | titles


def label(settings):
    return ' '.join(f'{name}={value}' for name, value in settings.items()) or 'defaults'


def precisions(engine, queries, settings):
    return [row[0] for row in judge(engine, queries, settings)]


def measure(build, articles, collections, asked, table):
    """Enters the average precision by query: table[collection][label]. `asked`: pairs of settings,
    of which the first are asked for and entered as the second."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'articles.jsonl'
        write_corpus(articles, corpus)
        engine = Backfile(build, corpus, pathlib.Path(scratch))
        for collection, queries in collections.items():
            known = {}
            for settings, entered in asked:
                name = label(settings)
                if name not in known:
                    known[name] = precisions(engine, queries, settings)
                    print(f'{collection:10} {name}: {statistics.fmean(known[name]):.4f}',
                          flush=True)
                table.setdefault(collection, {})[label(entered)] = known[name]
        engine.close()


def judge_splits(table, labels, splits):
    chance = random.Random(1)
    columns = ['chosen on the other half', 'defaults', label(PLAIN)]
    means = {(collection, column): [] for collection in table for column in columns}
    chosen = {}
    for _ in range(splits):
        halves = {}
        for collection, rows in table.items():
            queries = list(range(len(rows['defaults'])))
            chance.shuffle(queries)
            halves[collection] = queries[:len(queries) // 2], queries[len(queries) // 2:]
        best = max(labels, key=lambda name: sum(
            statistics.fmean(rows[name][query] for query in halves[collection][0])
            for collection, rows in table.items()))
        chosen[best] = chosen.get(best, 0) + 1
        for collection, rows in table.items():
            for column, name in zip(columns, [best, *columns[1:]]):
                means[collection, column].append(
                    statistics.fmean(rows[name][query] for query in halves[collection][1]))
    print(f'{len(labels)} settings, {splits} splits')
    for (collection, column), values in means.items():
        plain = means[collection, label(PLAIN)]
        ahead = sum(value > base for value, base in zip(values, plain)) / splits
        print(f'{collection:10} {column}: {statistics.fmean(values):.4f}, '
              f'above plain BM25 in {ahead:.1%}')
    for name, times in sorted(chosen.items(), key=lambda item: -item[1])[:5]:
        print(f'  chosen {times} times: {name}')


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--time', type=pathlib.Path, required=True)
    parser.add_argument('--known', type=pathlib.Path, required=True)
    parser.add_argument('--items', type=int, default=300)
    parser.add_argument('--splits', type=int, default=1000)
    options = parser.parse_args()
    build = options.build.resolve()
    others = [{}, PLAIN] + [{'proximity': value} for value in PROXIMITY]
    table = {}
    articles, queries = read_time(options.time)
    without_titles = [({name: settings[name] for name in OF_TEXTS}, settings)
                      for settings in choices()]
    measure(build, articles, {'TIME': queries},
            without_titles + [(settings, settings) for settings in others], table)
    articles = read_known(options.known)
    measure(build, articles,
            {'titles': known_by_title(articles, options.items),
             'sentences': known_by_sentence(articles, options.items)},
            [(settings, settings) for settings in [*choices(), *others]], table)
    judge_splits(table, [label(settings) for settings in choices()], options.splits)


if __name__ == '__main__':
    main()
