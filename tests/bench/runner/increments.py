# SPDX-License-Identifier: GPL-3.0-or-later
"""Nightly runs: a few articles added to a large archive that is being served."""
import itertools
import os
import pathlib
import shutil
import time

from driver import run
from figures import median

RUNS = 5


def increment_files(work):
    return [pathlib.Path(work) / f'increment-{i}.jsonl' for i in range(RUNS)]


def divide(articles, size, work):
    """Writes the increment files: `size` lines of `articles` each."""
    with open(articles, 'rb') as lines:
        for file in increment_files(work):
            file.write_bytes(b''.join(itertools.islice(lines, size)))


def copy_of(engine, index):
    """Another index of the same articles; it shares the files that never change."""
    copy = pathlib.Path(str(index) + '-increments')
    shutil.rmtree(copy, ignore_errors=True)

    def copied(source, target):
        if engine.never_changes(pathlib.Path(source).relative_to(index)):
            os.link(source, target)
        else:
            shutil.copy2(source, target)

    shutil.copytree(index, copy, copy_function=copied)
    return copy


def result(seconds, runs):
    return {
        'seconds': median(seconds),
        'worst_seconds': max(seconds),
        'cpu_seconds': median([r.cpu_seconds for r in runs]),
        'written_bytes': median([r.written_bytes for r in runs]),
    }


def of_backfile(engine, index, files):
    """From the start of the run until a server that is open finds the articles."""
    copy = copy_of(engine, index)
    driver = engine.open(copy)
    seconds, runs = [], []
    try:
        for file in files:
            before = driver.count()
            start = time.monotonic()
            runs.append(run(engine.index_command(file, copy, threads=2), accept=(0, 65)))
            while driver.count() == before:
                time.sleep(0.005)
            seconds.append(time.monotonic() - start)
    finally:
        driver.close()
        shutil.rmtree(copy)
    return result(seconds, runs)


def of_peer(engine, index, files):
    """The run of its indexing program; what opens the index afterwards finds the articles."""
    copy = copy_of(engine, index)
    runs = [run(engine.index_command(file, copy)) for file in files]
    shutil.rmtree(copy)
    return result([r.seconds for r in runs], runs)
