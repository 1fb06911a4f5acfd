#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the constants of the ranking are more than a memory of the queries they were chosen by.

Every setting of a grid is asked for through the API. Then, over and over: the queries of TIME are
parted by chance, the setting with the best MAP is chosen on one half and judged on the other,
beside the defaults and plain BM25 (k1 = 1.2, b = 0.75, rarity 1), which were chosen by neither.
With --known the settings named are also judged by known items, which chose nothing.

  held_out.py --build build/release --time DIRECTORY [--known FILE.jsonl] [--splits 1000]
"""
import argparse
import itertools
import pathlib
import random
import statistics
import tempfile

from score import (Backfile, choose_titles, distinct, mean_reciprocal_rank, measures, read_known,
                   read_time, words_of, write_corpus)

GRID = {'k1': [0.8, 1.2, 1.6, 2.0], 'b': [0.35, 0.55, 0.75], 'rarity': [1, 1.25, 1.5, 1.75]}
PLAIN = {'k1': 1.2, 'b': 0.75, 'rarity': 1}
DEFAULTS = {'k1': 1.6, 'b': 0.55, 'rarity': 1.5}
# Judged beside the defaults, and not among what is chosen from: they cost more than they may.
PROXIMITY = [0.05, 0.1, 0.2, 0.4]


def settings_of_grid():
    for values in itertools.product(*GRID.values()):
        yield dict(zip(GRID, values))


def label(settings):
    return ' '.join(f'{name}={value}' for name, value in settings.items())


def average_precisions(engine, queries, relevant, settings):
    return [measures(engine.rank(distinct(words_of(queries[number])), settings), wanted)[0]
            for number, wanted in relevant.items()]


def judge_splits(table, splits):
    """`table`: average precision by label, by query."""
    chance = random.Random(1)
    queries = list(range(len(next(iter(table.values())))))
    held_out = {'chosen on the other half': [], 'defaults': [], 'plain BM25': []}
    chosen_ones = {}
    for _ in range(splits):
        chance.shuffle(queries)
        half, other = queries[:len(queries) // 2], queries[len(queries) // 2:]
        best = max(table, key=lambda name: sum(table[name][query] for query in half))
        chosen_ones[best] = chosen_ones.get(best, 0) + 1
        for name, row in (('chosen on the other half', best), ('defaults', label(DEFAULTS)),
                          ('plain BM25', label(PLAIN))):
            held_out[name].append(statistics.fmean(table[row][query] for query in other))
    plain = held_out['plain BM25']
    for name, means in held_out.items():
        ahead = sum(mean > base for mean, base in zip(means, plain)) / splits
        print(f'{name:25} MAP {statistics.fmean(means):.4f}, above plain BM25 in {ahead:.1%}')
    for name, times in sorted(chosen_ones.items(), key=lambda item: -item[1])[:5]:
        print(f'  chosen {times} times: {name}')


def judge_time(build, directory, splits):
    articles, queries, relevant = read_time(directory)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'time.jsonl'
        write_corpus(articles, corpus)
        engine = Backfile(build, corpus, pathlib.Path(scratch))
        table = {label(settings): average_precisions(engine, queries, relevant, settings)
                 for settings in settings_of_grid()}
        near = {value: average_precisions(engine, queries, relevant,
                                          DEFAULTS | {'proximity': value}) for value in PROXIMITY}
        engine.close()
    for settings in [PLAIN] + [DEFAULTS | {'rarity': value} for value in GRID['rarity']]:
        print(f'{label(settings)}: MAP {statistics.fmean(table[label(settings)]):.4f}')
    for value, precisions in near.items():
        print(f'defaults, proximity={value}: MAP {statistics.fmean(precisions):.4f}')
    print(f'{len(table)} settings, {splits} splits of {len(relevant)} queries')
    judge_splits(table, splits)


def judge_known(build, path, titles):
    articles = read_known(path)
    chosen = choose_titles(articles, titles)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'known.jsonl'
        write_corpus(articles, corpus)
        engine = Backfile(build, corpus, pathlib.Path(scratch))
        rows = [PLAIN] + [DEFAULTS | {'rarity': value} for value in GRID['rarity']]
        rows += [DEFAULTS | {'title_weight': value} for value in (1, 3, 5)]
        rows += [DEFAULTS | {'lead_weight': 2}]
        rows += [DEFAULTS | {'proximity': value} for value in PROXIMITY[:2]]
        for settings in rows:
            print(f'{label(settings)}: MRR {mean_reciprocal_rank(engine, chosen, settings):.4f}')
        engine.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--time', type=pathlib.Path)
    parser.add_argument('--known', type=pathlib.Path)
    parser.add_argument('--titles', type=int, default=500)
    parser.add_argument('--splits', type=int, default=1000)
    options = parser.parse_args()
    if options.time:
        judge_time(options.build.resolve(), options.time, options.splits)
    if options.known:
        judge_known(options.build.resolve(), options.known, options.titles)


if __name__ == '__main__':
    main()
