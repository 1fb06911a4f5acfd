# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engines are asked: tasks of several queries each, out of picked words."""
import calendar
import collections
import dataclasses
import random

FIRST_YEAR, LAST_YEAR = 1987, 2025


@dataclasses.dataclass(frozen=True)
class Question:
    """One line of drivers/protocol.h."""

    kind: str
    words: tuple = ()
    start: int = None
    end: int = None
    newest: bool = False
    hits: int = 10
    snippets: bool = False
    facets: tuple = ()
    timeline: bool = False

    def line(self, fetch):
        return '\t'.join([
            self.kind,
            ' '.join(self.words) or '-',
            '-' if self.start is None else str(self.start),
            '-' if self.end is None else str(self.end),
            'newest' if self.newest else 'relevance',
            str(self.hits),
            '1' if fetch and self.hits else '0',
            '1' if fetch and self.snippets else '0',
            ','.join(self.facets) or '-',
            '1' if self.timeline else '0',
        ])


@dataclasses.dataclass(frozen=True)
class Task:
    name: str
    title: str
    questions: tuple
    # The same questions for the engines that Backfile is compared with, where they differ.
    peer_questions: tuple = None


class Words:
    """Lists of picked words; each word is given out once as long as there are any left."""

    def __init__(self, lines):
        self.lists = collections.defaultdict(list)
        for line in lines:
            name, words = line.rstrip('\n').split('\t')
            self.lists[name].append(tuple(words.split(' ')))
        self.next = collections.Counter()

    def take(self, name, count):
        values = self.lists[name]
        if not values:
            return []
        first = self.next[name]
        self.next[name] += count
        return [values[(first + i) % len(values)] for i in range(count)]

    def pairs(self, first, second, count):
        return [a + b for a, b in zip(self.take(first, count), self.take(second, count))]


def month_of(chance):
    year, month = chance.randint(FIRST_YEAR, LAST_YEAR), chance.randint(1, 12)
    return seconds(year, month), seconds(year + month // 12, month % 12 + 1)


def year_of(chance):
    year = chance.randint(FIRST_YEAR, LAST_YEAR)
    return seconds(year, 1), seconds(year + 1, 1)


def seconds(year, month):
    return calendar.timegm((year, month, 1, 0, 0, 0))


PAGE_FACETS = ('source', 'section', 'author', 'language')


def make_tasks(words, count, seed):
    """The tasks, each with `count` different queries; no two share a common word while there are
    enough of them."""
    chance = random.Random(seed)

    def task(name, title, kind, given, **options):
        questions = tuple(Question(kind, w, **options) for w in given)
        return Task(name, title, questions)

    def dated(name, title, kind, given, span, **options):
        questions = []
        for w in given:
            start, end = span(chance)
            questions.append(Question(kind, w, start=start, end=end, **options))
        return Task(name, title, tuple(questions))

    def common(n=count):
        return words.take('common', n)

    def common_pairs():
        return words.pairs('common', 'common', count)

    stems = common()
    tasks = [
        task('term', 'common word', 'term', common()),
        Task('stem', 'common word, all its forms',
             tuple(Question('stem', w) for w in stems), tuple(Question('term', w) for w in stems)),
        task('and', 'AND of two common words', 'and', common_pairs()),
        task('or', 'OR of two common words', 'or', common_pairs()),
        task('phrase', 'phrase of two words', 'phrase', words.take('phrase', count)),
        task('near', 'two words within five', 'near', words.take('phrase', count)),
        task('prefix', 'first five letters', 'prefix', words.take('prefix', count)),
        task('rare', 'rare word', 'term', words.take('rare', count)),
        task('newest', 'common word, newest first', 'term', common(), newest=True),
        dated('month', 'common word in one month', 'term', common(), month_of),
        dated('year', 'one year, newest first, source facet', 'term', common(),
              year_of, newest=True, facets=('source',)),
        task('count', 'AND of two common words, count only', 'and', common_pairs(), hits=0),
        task('facets', 'common word, source facet, months', 'term', common(),
             facets=('source',), timeline=True),
        browse(count),
        task('page', 'page: 20 hits, snippets, 4 facets, months', 'and',
             words.pairs('common', 'medium', count), hits=20, snippets=True, facets=PAGE_FACETS,
             timeline=True),
    ]
    return [t for t in tasks if t.questions]


def browse(count):
    """Everything, and everything up to some month."""
    options = {'newest': True, 'facets': ('source',), 'timeline': True}
    questions = [Question('all', **options)]
    for i in range(1, count):
        year, month = LAST_YEAR - i // 4, 1 + 3 * (i % 4)
        questions.append(Question('all', end=seconds(year, month), **options))
    return Task('browse', 'no words, newest first, facet, months', tuple(questions))
