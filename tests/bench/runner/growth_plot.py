# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves of each task over the size of the corpus, as SVG: growth_plot.py results-*.json > out.svg

Both axes are logarithmic: time in proportion to the number of articles is a line that rises as the
grey one does.
"""
import json
import math
import sys
from xml.sax.saxutils import escape

COLUMNS = 4
WIDTH, HEIGHT = 250, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 34, 26
LEGEND = 34
COLOURS = {'backfile': '#c0392b', 'lucene': '#2c6fbb', 'sqlite': '#8a6d00', 'xapian': '#3a7d44'}


class Scale:
    """Logarithmic, from values to pixels."""

    def __init__(self, low, high, start, end):
        self.low, self.high, self.start, self.end = math.log10(low), math.log10(high), start, end
        if self.high == self.low:
            self.low, self.high = self.low - 0.5, self.high + 0.5

    def __call__(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def decades(low, high):
    """Powers of ten around the values."""
    return 10.0 ** math.floor(math.log10(low)), 10.0 ** math.ceil(math.log10(high))


def curves(results, task, kind):
    """engine -> [(articles, median)], of the sizes at which it was measured."""
    found = {}
    for result in results:
        engines = result['tasks'].get(task, {}).get('engines', {})
        for name, measured in engines.items():
            if measured[kind]['p50']:
                found.setdefault(name, []).append((result['articles'], measured[kind]['p50']))
    return found


def short(value):
    for size, unit in ((1e6, ' M'), (1e3, ' k')):
        if value >= size:
            return f'{value / size:g}{unit}'
    return f'{value:g}'


def time_label(microseconds):
    for size, unit in ((1e6, ' s'), (1e3, ' ms')):
        if microseconds >= size:
            return f'{microseconds / size:g}{unit}'
    return f'{microseconds:g} us'


def text(x, y, content, more=''):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(content)}</text>'


def line(points, colour, more=''):
    path = ' '.join(f'{x:.1f},{y:.1f}' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" {more}/>'


def axes(x, y, sizes, low, high):
    parts = []
    value = low
    while value <= high * 1.001:
        parts.append(line([(LEFT, y(value)), (WIDTH - RIGHT, y(value))], '#ddd'))
        parts.append(text(LEFT - 5, y(value) + 3, time_label(value), 'text-anchor="end"'))
        value *= 10
    for size in sizes:
        parts.append(text(x(size), HEIGHT - BOTTOM + 14, short(size), 'text-anchor="middle"'))
    return parts


def proportional(x, y, sizes, low, high):
    """A line of time in proportion to size, from the lower left."""
    end = min(sizes[-1], sizes[0] * high / low)
    return line([(x(sizes[0]), y(low)), (x(end), y(low * end / sizes[0]))], '#bbb',
                'stroke-dasharray="4 3"')


def panel(title, found, sizes):
    """One task: a group of its own coordinates."""
    values = [value for curve in found.values() for _, value in curve]
    low, high = decades(min(values), max(values))
    if low == high:
        high = low * 10
    x = Scale(sizes[0], sizes[-1], LEFT, WIDTH - RIGHT - 8)
    y = Scale(low, high, HEIGHT - BOTTOM, TOP)
    parts = [text(LEFT, 14, title, 'font-weight="bold"'), *axes(x, y, sizes, low, high)]
    if len(sizes) > 1:
        parts.append(proportional(x, y, sizes, low, high))
    for name, curve in found.items():
        points = [(x(size), y(value)) for size, value in curve]
        parts.append(line(points, COLOURS.get(name, '#444'), 'stroke-width="2"'))
        parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2.5" '
                  f'fill="{COLOURS.get(name, "#444")}"/>' for px, py in points]
    return parts


def legend(names):
    parts = []
    for i, (name, title) in enumerate(names.items()):
        x = 12 + i * 130
        parts.append(line([(x, 17), (x + 22, 17)], COLOURS.get(name, '#444'), 'stroke-width="3"'))
        parts.append(text(x + 28, 21, title))
    return parts


def svg(results, kind='fetched'):
    """The picture of results of several sizes; `kind` as in compare.py."""
    results = sorted(results, key=lambda result: result['articles'])
    sizes = [result['articles'] for result in results]
    names = {name: title for result in results for name, title in result['engines'].items()}
    panels = []
    for task, measured in results[0]['tasks'].items():
        found = curves(results, task, kind)
        if found:
            panels.append(panel(measured['title'], found, sizes))
    rows = math.ceil(len(panels) / COLUMNS)
    width, height = COLUMNS * WIDTH, LEGEND + rows * HEIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
             f'width="{width}" height="{height}" font-family="sans-serif" font-size="9">',
             f'<rect width="{width}" height="{height}" fill="white"/>', *legend(names)]
    for i, content in enumerate(panels):
        left, top = i % COLUMNS * WIDTH, LEGEND + i // COLUMNS * HEIGHT
        parts += [f'<g transform="translate({left} {top})">', *content, '</g>']
    return '\n'.join([*parts, '</svg>', ''])


def main():
    if len(sys.argv) < 2:
        sys.exit('Usage: growth_plot.py results-N.json...')
    results = []
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as file:
            results.append(json.load(file))
    sys.stdout.write(svg(results))


if __name__ == '__main__':
    main()
