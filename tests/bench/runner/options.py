# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of scripts/bench."""
import argparse
import pathlib

import engines

GROWTH = (100_000, 300_000, 1_000_000, 3_000_000)


def sizes(text):
    return tuple(int(size) for size in text.split(','))


def options(default_work):
    parser = argparse.ArgumentParser(
        prog='scripts/bench', description='Measures Backfile beside other engines on a corpus made '
        'of given articles, and writes tables and results-N.json into the working folder.')
    parser.add_argument('--articles', type=int, default=20_000, metavar='N',
                        help='size of the corpus (default: %(default)s)')
    parser.add_argument('--growth', nargs='?', const=GROWTH, type=sizes, metavar='N,N,...',
                        help='measure at several sizes and plot the curves (default: ' +
                        ','.join(map(str, GROWTH)) + ')')
    parser.add_argument('--corpus', action='append', metavar='PATH',
                        help='files or folders with articles to make the corpus of, in any format '
                        'that backfile-index reads; may be given again (default: the sample '
                        'articles, which are always among them)')
    parser.add_argument('--peers', default='lucene,sqlite,xapian', metavar='NAMES',
                        help='engines to compare with, or none (default: %(default)s; xapian up to '
                        f'{engines.XAPIAN_MOST:,} articles, sqlite up to {engines.SQLITE_MOST:,})')
    parser.add_argument('--work', default=str(default_work), metavar='DIR',
                        help='corpora, indexes and results; what is there is used again, except '
                        "Backfile's archive (default: build/bench)")
    parser.add_argument('--keep-archive', action='store_true',
                        help="use Backfile's archive again too, if it is there")
    parser.add_argument('--tasks', metavar='NAMES', help='only these tasks, by name')
    parser.add_argument('--queries', type=int, default=24, metavar='N',
                        help='different queries of each task (default: %(default)s)')
    parser.add_argument('--rounds', type=int, default=10, metavar='N',
                        help='how often each query is asked (default: %(default)s)')
    parser.add_argument('--no-increments', action='store_true',
                        help='leave out the runs that add articles')
    parser.add_argument('--no-http', action='store_true', help='leave out the server')
    parser.add_argument('--docs', action='store_true',
                        help='put the tables (of several sizes the last) and the plot into docs/')
    parser.add_argument('--seed', type=int, default=1, help='of corpus and queries')
    chosen = parser.parse_args()
    chosen.work = pathlib.Path(chosen.work).resolve()
    return chosen
