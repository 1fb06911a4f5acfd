# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that answer questions on standard input, and programs that run to their end."""
import dataclasses
import os
import subprocess
import time


class BenchError(Exception):
    """Something that makes the measurement impossible, said to people."""


@dataclasses.dataclass
class Answer:
    total: int = None
    microseconds: float = None
    ids: tuple = ()
    counts: str = '-'
    error: str = None


def parse_answer(line):
    columns = line.rstrip('\n').split('\t')
    if columns[0] == 'error':
        return Answer(error=columns[1] if len(columns) > 1 else 'unknown')
    total, microseconds, ids, counts = columns
    return Answer(int(total), float(microseconds), () if ids == '-' else tuple(ids.split(',')),
                  counts)


class Driver:
    """An engine that stays open: see drivers/protocol.h."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, encoding='utf-8')
        ready = self.process.stdout.readline().rstrip('\n').split('\t')
        if ready[0] != 'ready':
            raise BenchError(f'{name} did not start: {" ".join(map(str, command))}')
        self.open_microseconds, self.articles = int(ready[1]), int(ready[2])

    def line(self, question):
        self.process.stdin.write(question + '\n')
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise BenchError(f'{self.name} ended at the question: {question}')
        return answer

    def ask(self, question):
        return parse_answer(self.line(question))

    def count(self):
        return int(self.line('articles'))

    def memory(self):
        return memory_of(self.process.pid)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def memory_of(pid):
    """Bytes by kind: RssAnon is the process's own, RssFile the page cache that it looks into."""
    found = {}
    with open(f'/proc/{pid}/status', encoding='ascii') as status:
        for line in status:
            name, _, value = line.partition(':')
            if name in ('VmRSS', 'RssAnon', 'RssFile', 'VmHWM'):
                found[name] = int(value.split()[0]) * 1024
    return found


@dataclasses.dataclass
class Run:
    """What a program used from start to end, with its threads."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    written_bytes: int
    output: str


def run(command, accept=(0,)):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding='utf-8')
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        raise BenchError(f'ended with {process.returncode}: {" ".join(map(str, command))}')
    return Run(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024,
               used.ru_oublock * 512, output)
