# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as Markdown."""
from driver import BenchError
from figures import ratio

MICRO = 1e6


def table(header, rows):
    lines = ['| ' + ' | '.join(header) + ' |', '|' + '---|' * len(header)]
    lines += ['| ' + ' | '.join(row) + ' |' for row in rows]
    return '\n'.join(lines) + '\n'


def number(value, digits=0):
    return '-' if value is None else f'{value:,.{digits}f}'


def times(value):
    return '-' if value is None else f'{value:.2f}'


def query_table(results, kind):
    """Medians of each engine, with the share of Lucene's that Backfile takes and its p99."""
    names = results['engines']
    reference = 'lucene' if 'lucene' in names else None
    header = ['task', 'matches', *names.values()]
    if reference:
        header.append('ratio to Lucene')
    header += ['p99', 'p99 / p50']
    rows = []
    for task in results['tasks'].values():
        measured = {name: task['engines'][name][kind] for name in names}
        if not any(m['count'] for m in measured.values()):
            continue
        ours = measured['backfile']
        row = [task['title'], number(task['totals']['p50'])]
        row += [number(m['p50']) for m in measured.values()]
        if reference:
            row.append(times(ratio(ours['p50'], measured[reference]['p50'])))
        row += [number(ours['p99']), times(ratio(ours['p99'], ours['p50']))]
        rows.append(row)
    return table(header, rows)


def growth_table(results, kind='fetched'):
    """Backfile's medians at each size, and their share of Lucene's."""
    header = ['microseconds, and ratio to Lucene', *(f"{r['articles']:,}" for r in results)]
    rows = []
    for name, task in results[0]['tasks'].items():
        row = [task['title']]
        for result in results:
            engines = result['tasks'][name]['engines']
            ours = engines['backfile'][kind]['p50']
            theirs = engines.get('lucene', {}).get(kind, {}).get('p50')
            compared = f' ({times(ratio(ours, theirs))})' if ours and theirs else ''
            row.append(number(ours) + compared)
        rows.append(row)
    return table(header, rows)


def index_table(results):
    rows = []
    articles = results['articles']
    for name, title in results['engines'].items():
        figures = results['indexing'][name]
        memory = results['memory'][name]
        opened = results['memory_opened'][name]
        increment = results['increments'].get(name, {})
        thread = figures.get('thread_cpu_seconds')
        of_thread = f' (indexing thread {number(thread, 1)})' if thread else ''
        rows.append([
            title, number(figures['cpu_seconds'], 1) + of_thread,
            number(figures['cpu_seconds'] / articles * MICRO),
            number(figures['seconds'], 1), number(figures.get('seconds_2'), 1),
            number(figures['peak_bytes'] / 1e6), number(figures['bytes'] / 1e6),
            number(results['open_microseconds'][name] / 1e3),
            number(opened['RssAnon'] / 1e6), number(memory['RssAnon'] / 1e6),
            number(increment.get('seconds'), 2),
            number(increment.get('written_bytes') and increment['written_bytes'] / 1e6, 1),
        ])
    return table(['engine', 'CPU s', 'us an article', 'seconds, 1 thread', '2 threads', 'peak MB',
                  'disk MB', 'open ms', 'memory opened MB', 'used MB', '+500 articles s', 'written MB'], rows)


def http_table(results):
    http = results['http']
    rows = [
        [name, number(http[key]['p50']), number(http[key]['p99'])]
        for key, name in (('unseen', 'unseen query'), ('repeated', 'repeated query'))
    ]
    return (table(["the page's request, microseconds", 'p50', 'p99'], rows) +
            f"\n{number(http['bytes'])} bytes an answer, compressed. One query repeated over eight "
            f"lasting connections: {number(http['requests_a_second'])} a second.\n")


def markdown(results):
    parts = [f"## {results['articles']:,} articles\n", index_table(results)]
    for kind, title in (
            ('fetched', 'Medians in microseconds, hits read from the store'),
            ('unfetched', 'Medians in microseconds, hits not read'),
            ('first', 'First run of each query, medians in microseconds, hits read')):
        parts += [f'### {title}\n', query_table(results, kind)]
    if results.get('http'):
        parts += ['### Over HTTP\n', http_table(results)]
    return '\n'.join(parts)


def with_section(page, name, text):
    """The page with the text between the comments that begin and end the section of that name."""
    begin, end = f'<!-- begin: {name} -->', f'<!-- end: {name} -->'
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise BenchError(f'there is no section "{name}" on the page; write {begin} and {end}')
    return f'{before}{begin}\n{text}{end}{after}'
