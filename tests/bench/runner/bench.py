# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Backfile beside other engines on one corpus; started by scripts/bench."""
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

import engines
import growth_plot
import http_runs
import increments
import report
from compare import Comparison
from driver import BenchError, run
from options import options
from tasks import Words, make_tasks

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / 'build/release'
TOOLS = BUILD / 'tests/bench'
SAMPLE = 'tests/data/sample/articles'  # From ROOT.
INCREMENT = 500
GROWTH_PLOT = '\n![Time of each task over the number of articles](growth.svg)\n'
WORDS = 700
SOME_REJECTED = 65
TIMED_TWICE = 300_000  # Above this many articles one thread alone is not timed.


def progress(text):
    if sys.stderr.isatty():
        print(f'\r\033[K{text}', end='', file=sys.stderr, flush=True)


def say(text):
    print(text, file=sys.stderr, flush=True)


def output_to(path, command):
    """The file, written by the command unless the same command wrote it before, in whichever copy
    of the project."""
    made = path.with_suffix('.command')
    wanted = ' '.join([pathlib.Path(command[0]).name, *map(str, command[1:])])
    if path.exists() and made.exists() and made.read_text() == wanted:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, 'wb') as out:
        code = subprocess.run(command, cwd=ROOT, stdout=out, check=False).returncode
    if code not in (0, SOME_REJECTED):
        raise BenchError(f'ended with {code}: {wanted}')
    made.write_text(wanted)
    return path


def given_articles(chosen):
    paths = [str(pathlib.Path(p).resolve()) for p in chosen.corpus or []]
    key = hashlib.sha256('\n'.join(paths).encode()).hexdigest()[:8]
    return output_to(chosen.work / f'given-{key}.jsonl',
                     [BUILD / 'indexer/backfile-index', 'extract', *paths, SAMPLE])


def generate(chosen, given, path, count, *more):
    return output_to(path, [TOOLS / 'generate_corpus', '--count', str(count), '--seed',
                            str(chosen.seed), *more, given])


def make_corpus(chosen, given, folder, count):
    corpus = generate(chosen, given, folder / 'corpus.jsonl', count)
    added = generate(chosen, given, folder / 'increments.jsonl', increments.RUNS * INCREMENT,
                     '--first', str(count), '--from', '2026-11-01', '--until', '2026-11-30')
    increments.divide(added, INCREMENT, folder)
    return corpus


def size_of(index):
    return int(run(['du', '-sB1', index]).output.split()[0])


def remember(path, corpus, measure):
    """What `measure` returned the last time, if that was with the same corpus."""
    identity = corpus.with_suffix('.command').read_text()
    if path.exists():
        figures = json.loads(path.read_text())
        if figures.get('corpus') == identity:
            return figures
    figures = measure() | {'corpus': identity}
    path.write_text(json.dumps(figures))
    return figures


def figures_of(used, index):
    """With the CPU time of the thread that indexes, where a program tells it (Lucene's does): the
    whole process also compiles, merges and collects."""
    told = used.output.split('\t') if used.output.startswith('indexed\t') else None
    return {'thread_cpu_seconds': int(told[3]) / 1e6 if told else None,
            'seconds': used.seconds, 'cpu_seconds': used.cpu_seconds,
            'peak_bytes': used.peak_bytes, 'written_bytes': used.written_bytes,
            'bytes': size_of(index)}


def index_peer(engine, corpus, folder):
    index, known = folder / engine.name, folder / f'{engine.name}.json'

    def measure():
        say(f'indexing with {engine.title}')
        shutil.rmtree(index, ignore_errors=True)
        return figures_of(engine.index(corpus, index), index)

    return remember(known, corpus, measure)


def index_backfile(engine, corpus, folder, count, keep):
    index, known = folder / engine.name, folder / f'{engine.name}.json'
    if not keep:
        known.unlink(missing_ok=True)

    def measure():
        say('indexing with Backfile')
        figures = {}
        for threads in (2, 1) if count <= TIMED_TWICE else (2,):
            shutil.rmtree(index, ignore_errors=True)
            used = run(engine.index_command(corpus, index, threads))
            if threads == 2:
                figures |= {'seconds_2': used.seconds, 'peak_bytes_2': used.peak_bytes}
        if threads == 2:
            figures['seconds'] = None
        return figures_of(used, index) | figures

    return remember(known, corpus, measure)


def chosen_tasks(chosen, folder):
    words_file = output_to(folder / 'words.tsv',
                           [TOOLS / 'pick_words', '--count', str(WORDS), '--seed',
                            str(chosen.seed), folder / 'corpus.jsonl'])
    words = Words(words_file.read_text().splitlines())
    tasks = make_tasks(words, chosen.queries, chosen.seed)
    warm_up = make_tasks(words, max(2, chosen.queries // 4), chosen.seed + 1)
    if chosen.tasks:
        names = chosen.tasks.split(',')
        unknown = set(names) - {task.name for task in tasks}
        if unknown:
            raise BenchError(f'no such task: {", ".join(sorted(unknown))}; there are '
                             f'{", ".join(task.name for task in tasks)}')
        tasks = [task for task in tasks if task.name in names]
    return tasks, warm_up


def ask_all(chosen, used, folder, tasks, warm_up):
    drivers = {}
    try:
        for engine in used:
            drivers[engine.name] = engine.open(folder / engine.name)
        opened = {n: d.memory() for n, d in drivers.items()}
        comparison = Comparison(drivers, tasks, progress)
        comparison.warm_up(warm_up)
        differences = comparison.first_runs()
        if differences:
            raise BenchError('The engines disagree, so no times are taken:\n' +
                             '\n'.join(differences))
        comparison.rounds(chosen.rounds)
        progress('')
        return {'tasks': comparison.results(),
                'open_microseconds': {n: d.open_microseconds for n, d in drivers.items()},
                'memory_opened': opened,
                'memory': {n: d.memory() for n, d in drivers.items()}}
    finally:
        for driver in drivers.values():
            driver.close()


def measure_increments(ours, others, folder):
    files = increments.increment_files(folder)
    say('adding 500 articles, five times')
    found = {ours.name: increments.of_backfile(ours, folder / ours.name, files)}
    for engine in others:
        found[engine.name] = increments.of_peer(engine, folder / engine.name, files)
    return found


def bench(chosen, count, ours, others):
    others = [e for e in others if e.most is None or count <= e.most]
    folder = chosen.work / str(count)
    say(f'{count:,} articles')
    corpus = make_corpus(chosen, given_articles(chosen), folder, count)
    indexing = {ours.name: index_backfile(ours, corpus, folder, count, chosen.keep_archive)}
    indexing |= {e.name: index_peer(e, corpus, folder) for e in others}
    tasks, warm_up = chosen_tasks(chosen, folder)
    results = {'articles': count, 'engines': {e.name: e.title for e in [ours, *others]},
               'indexing': indexing, 'increments': {}, 'http': None}
    results |= ask_all(chosen, [ours, *others], folder, tasks, warm_up)
    pages = [task for task in warm_up + tasks if task.name == 'page']
    if len(pages) == 2 and not chosen.no_http:
        say('asking the server')
        results['http'] = http_runs.measure(ours.server_command(folder / ours.name),
                                            TOOLS / 'http_driver', *pages)
    if not chosen.no_increments:
        results['increments'] = measure_increments(ours, others, folder)
    (chosen.work / f'results-{count}.json').write_text(json.dumps(results, indent=1) + '\n')
    text = report.markdown(results)
    (chosen.work / f'results-{count}.md').write_text(text)
    print(text)
    write_docs(chosen, 'tables', text)
    return results


def write_docs(chosen, section, text):
    if chosen.docs:
        page = ROOT / 'docs/performance.md'
        page.write_text(report.with_section(page.read_text(), section, text))


def main():
    chosen = options(ROOT / 'build/bench')
    ours = engines.Backfile(BUILD)
    names = [] if chosen.peers == 'none' else chosen.peers.split(',')
    others = engines.peers(names, BUILD)
    for engine in others:
        if isinstance(engine, engines.Lucene):
            engine.compile(ROOT / 'tests/bench/lucene')
    results = [bench(chosen, count, ours, others)
               for count in chosen.growth or (chosen.articles,)]
    if chosen.growth:
        (chosen.work / 'growth.svg').write_text(growth_plot.svg(results))
        text = report.growth_table(results)
        (chosen.work / 'growth.md').write_text(text)
        print(text)
        write_docs(chosen, 'growth', text + GROWTH_PLOT)
        if chosen.docs:
            shutil.copy(chosen.work / 'growth.svg', ROOT / 'docs/growth.svg')


if __name__ == '__main__':
    try:
        main()
    except BenchError as problem:
        sys.exit(f'scripts/bench: {problem}')
    except KeyboardInterrupt:
        sys.exit(130)
