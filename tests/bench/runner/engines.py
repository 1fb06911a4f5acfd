# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines that are compared: how each indexes the corpus and how its driver is started."""
import glob
import os
import pathlib
import subprocess

from driver import BenchError, Driver, run

LUCENE_JARS = ('core', 'analyzers-common', 'highlighter', 'memory', 'queries')
LUCENE_HEAP = ('-Xms2g', '-Xmx2g')


def existing(path):
    """The path, or a refusal that says what to do."""
    if not os.path.exists(path):
        raise BenchError(f'{path} is not there; run scripts/install-packages bench and build')
    return str(path)


class Engine:
    """`name` is the folder of its index and its column in the tables."""

    most = None  # Articles above which it is left out.

    def __init__(self, name, title, build):
        self.name, self.title, self.build = name, title, pathlib.Path(build)

    def index_command(self, corpus, index):
        raise NotImplementedError

    def serve_command(self, index):
        raise NotImplementedError

    def index(self, corpus, index):
        """Adds the corpus to the index, which may be there already."""
        pathlib.Path(index).mkdir(parents=True, exist_ok=True)
        return run(self.index_command(corpus, index))

    def never_changes(self, path):
        """Whether a file of an index, by its path in it, is written once and never again."""
        return False

    def open(self, index):
        return Driver(self.title, self.serve_command(index))


class Backfile(Engine):
    def __init__(self, build):
        super().__init__('backfile', 'Backfile', build)

    def index_command(self, corpus, index, threads=1):
        program = existing(self.build / 'indexer/backfile-index')
        return [program, 'add', '--archive', index, '--threads', str(threads), corpus]

    def serve_command(self, index):
        return [existing(self.build / 'tests/bench/backfile_driver'), index]

    def never_changes(self, path):
        return path.parts[0] == 'segments'

    def server_command(self, index):
        return [existing(self.build / 'server/backfile-server'), '--archive', index, '--listen',
                '127.0.0.1:0', '--quiet']


class Lucene(Engine):
    def __init__(self, build):
        super().__init__('lucene', 'Lucene 8', build)
        self.classes = self.build / 'tests/bench/lucene'
        self.jars = [self.jar(name) for name in LUCENE_JARS]

    @staticmethod
    def jar(name):
        found = sorted(glob.glob(f'/usr/share/java/lucene-{name}-8.*.jar'))
        if not found:
            raise BenchError('Lucene is not there; run scripts/install-packages bench')
        return found[-1]

    def compile(self, sources):
        self.classes.mkdir(parents=True, exist_ok=True)
        subprocess.run(['javac', '-Xlint:all', '-Werror', '-cp', ':'.join(self.jars), '-d',
                        self.classes, *sorted(sources.glob('*.java'))], check=True)

    def java(self, *arguments):
        return ['java', *LUCENE_HEAP, '-cp', ':'.join([*self.jars, str(self.classes)]),
                'backfile.bench.LuceneDriver', *map(str, arguments)]

    def index_command(self, corpus, index):
        return self.java('index', corpus, index)

    def serve_command(self, index):
        return self.java('serve', index)

    def never_changes(self, path):
        return path.name != 'write.lock'


class Peer(Engine):
    """A driver of ours in C++ that both indexes and serves."""

    def __init__(self, name, title, build, most=None):
        super().__init__(name, title, build)
        self.most = most

    def program(self):
        return existing(self.build / f'tests/bench/{self.name}_driver')

    def index_command(self, corpus, index):
        return [self.program(), 'index', corpus, index]

    def serve_command(self, index):
        return [self.program(), 'serve', index]


XAPIAN_MOST = 200_000
SQLITE_MOST = 1_000_000


def peers(names, build):
    known = {
        'lucene': lambda: Lucene(build),
        'sqlite': lambda: Peer('sqlite', 'SQLite FTS5', build, SQLITE_MOST),
        'xapian': lambda: Peer('xapian', 'Xapian', build, XAPIAN_MOST),
    }
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BenchError(f'no such peer: {", ".join(unknown)}; there are {", ".join(known)}')
    return [known[name]() for name in names]
