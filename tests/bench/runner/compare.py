# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks all engines the same questions in turn: first for agreement, then for times."""
import collections
import dataclasses
import itertools
import time

from figures import summary

WARM_UP_SECONDS = (3, 30)  # The second is for the virtual machine that compiles while it runs.
TIME_LIMIT = 15_000_000  # Microseconds that one engine may use for one task beyond two rounds.


@dataclasses.dataclass
class Times:
    """Of one engine: task -> microseconds, by what was measured."""

    fetched: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(list))
    unfetched: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(list))
    first: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(list))
    refused: dict = dataclasses.field(default_factory=dict)


def question_for(engine, task, number):
    if engine != 'backfile' and task.peer_questions:
        return task.peer_questions[number]
    return task.questions[number]


def dates_of(answer):
    """Ids of the corpus end in the date. Of two articles of one second either may come first."""
    return tuple(i.split('-')[-1] for i in answer.ids)


def disagreement(task, question, answers):
    """How answers of several engines to one question differ, as a line; None if they do not."""
    given = {name: a for name, a in answers.items() if a.error is None}
    if task.peer_questions:
        given.pop('backfile', None)
    seen = {(a.total, a.counts, dates_of(a) if question.newest else None) for a in given.values()}
    if len(seen) <= 1:
        return None
    parts = []
    for name, a in given.items():
        newest = f' newest {",".join(a.ids[:3])}' if question.newest else ''
        parts.append(f'{name}: {a.total} {a.counts}{newest}')
    return f'{task.name} {" ".join(question.words)}: ' + ' | '.join(parts)


class Comparison:
    def __init__(self, drivers, tasks, progress):
        self.drivers, self.tasks, self.progress = drivers, tasks, progress
        self.times = {name: Times() for name in drivers}
        self.totals = collections.defaultdict(list)

    def warm_up(self, tasks):
        """Other queries than those measured, one engine after the other, until its code is loaded
        and compiled and the pages of its index are in memory."""
        for name, driver in self.drivers.items():
            self.progress(f'warming up {name}')
            end = time.monotonic() + WARM_UP_SECONDS[name == 'lucene']
            for fetch in itertools.cycle((True, False)):
                for task in tasks:
                    for i in range(len(task.questions)):
                        driver.ask(question_for(name, task, i).line(fetch))
                if time.monotonic() > end:
                    break

    def first_runs(self):
        """Each query for the first time. Returns the lines on which engines disagree."""
        lines = []
        for task in self.tasks:
            self.progress(f'first runs: {task.name}')
            for i, question in enumerate(task.questions):
                answers = {name: self.first_run(name, task, i) for name in self.turn(i)}
                reference = answers.get('backfile')
                if reference and reference.error is None:
                    self.totals[task.name].append(reference.total)
                line = disagreement(task, question, answers)
                if line:
                    lines.append(line)
        return lines

    def first_run(self, name, task, i):
        answer = self.drivers[name].ask(question_for(name, task, i).line(fetch=True))
        if answer.error is None:
            self.times[name].first[task.name].append(answer.microseconds)
        else:
            self.times[name].refused[task.name] = answer.error
        return answer

    def turn(self, number):
        """All engines, another one first each time."""
        names = list(self.drivers)
        shift = number % len(names)
        return names[shift:] + names[:shift]

    def rounds(self, count):
        for number in range(count):
            self.progress(f'round {number + 1} of {count}')
            for task in self.tasks:
                for fetch in (True, False):
                    for i in range(len(task.questions)):
                        for name in self.turn(number + i):
                            self.measure(name, task, i, fetch)

    def measure(self, name, task, i, fetch):
        times = self.times[name]
        kept = (times.fetched if fetch else times.unfetched)[task.name]
        enough = len(kept) >= 2 * len(task.questions) and sum(kept) > TIME_LIMIT
        if enough or task.name in times.refused or (not fetch and not task.questions[0].hits):
            return
        answer = self.drivers[name].ask(question_for(name, task, i).line(fetch))
        if answer.error is None:
            kept.append(answer.microseconds)

    def results(self):
        found = {}
        for task in self.tasks:
            engines = {}
            for name, times in self.times.items():
                engines[name] = {
                    'fetched': summary(times.fetched[task.name]),
                    'unfetched': summary(times.unfetched[task.name]),
                    'first': summary(times.first[task.name]),
                    'refused': times.refused.get(task.name),
                }
            found[task.name] = {'title': task.title, 'engines': engines,
                                'totals': summary(self.totals[task.name])}
        return found
