# SPDX-License-Identifier: GPL-3.0-or-later
"""What the runner makes of measured times; nothing here takes a time."""
import unittest
import xml.etree.ElementTree as ElementTree

import growth_plot
import report
from compare import disagreement
from driver import Answer, BenchError, parse_answer
from figures import median, percentile, ratio, summary
from tasks import Question, Task, Words, make_tasks, seconds


class Figures(unittest.TestCase):
    def test_a_percentile_is_a_value_that_was_measured(self):
        for share, expected in ((0, 1), (0.5, 50), (0.99, 99), (0.995, 100), (1, 100)):
            self.assertEqual(percentile(range(100, 0, -1), share), expected)
        self.assertEqual(percentile([7], 0.99), 7)
        self.assertIsNone(percentile([], 0.5))

    def test_the_median_of_an_even_number_lies_between_the_middle_two(self):
        self.assertEqual(median([9, 1, 5]), 5)
        self.assertEqual(median([4, 1, 9, 2]), 3)
        self.assertIsNone(median([]))

    def test_a_ratio_needs_both_values(self):
        self.assertEqual(ratio(1, 4), 0.25)
        for values in ((None, 4), (1, None), (1, 0)):
            self.assertIsNone(ratio(*values))

    def test_a_task_without_times_has_no_figures(self):
        self.assertEqual(summary([]), {'count': 0, 'p50': None, 'p99': None, 'max': None})
        self.assertEqual(summary([3, 1, 2]), {'count': 3, 'p50': 2, 'p99': 3, 'max': 3})


class Tasks(unittest.TestCase):
    def lists(self, number):
        names = ('common', 'medium', 'rare', 'prefix')
        lines = [f'{name}\t{name}{i}' for name in names for i in range(number)]
        return lines + [f'phrase\tnight ferry{i}' for i in range(number)]

    def test_a_question_is_one_line_of_ten_columns(self):
        question = Question('and', ('a', 'b'), 0, 10, True, 20, True, ('source', 'author'), True)
        self.assertEqual(question.line(True), 'and\ta b\t0\t10\tnewest\t20\t1\t1\tsource,author\t1')
        self.assertEqual(question.line(False),
                         'and\ta b\t0\t10\tnewest\t20\t0\t0\tsource,author\t1')
        self.assertEqual(Question('all', hits=0).line(True), 'all\t-\t-\t-\trelevance\t0\t0\t0\t-\t0')

    def test_no_word_is_asked_for_twice_while_there_are_others(self):
        tasks = make_tasks(Words(self.lists(100)), 5, 1)
        used = [w for task in tasks for q in task.questions for w in q.words if w[:6] == 'common']
        self.assertEqual(len(used), len(set(used)))

    def test_a_short_list_is_begun_again(self):
        self.assertEqual(Words(['rare\ta', 'rare\tb']).take('rare', 3), [('a',), ('b',), ('a',)])

    def test_a_task_without_words_is_left_out(self):
        names = {task.name for task in make_tasks(Words(['common\tferry']), 2, 1)}
        self.assertIn('term', names)
        self.assertNotIn('phrase', names)

    def test_the_seed_decides_the_dates(self):
        first, again, other = (make_tasks(Words(self.lists(9)), 3, seed) for seed in (1, 1, 2))
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_a_month_ends_where_the_next_begins(self):
        dated = {t.name: t for t in make_tasks(Words(self.lists(50)), 40, 1)}['month'].questions
        starts = {seconds(y, m) for y in range(1987, 2028) for m in range(1, 13)}
        for question in dated:
            self.assertIn(question.start, starts)
            self.assertEqual(min(s for s in starts if s > question.start), question.end)


class Agreement(unittest.TestCase):
    task = Task('term', 'a word', (Question('term', ('ferry',)),))

    def test_answers_are_read(self):
        self.assertEqual(parse_answer('7\t1.5\ta-1,b-2\tsource:4\n'),
                         Answer(7, 1.5, ('a-1', 'b-2'), 'source:4'))
        self.assertEqual(parse_answer('0\t1.5\t-\t-\n'), Answer(0, 1.5, (), '-'))
        self.assertEqual(parse_answer('error\tno\n').error, 'no')

    def test_totals_and_counts_must_be_the_same(self):
        question = self.task.questions[0]
        same = {'backfile': Answer(7, 1, ('a-1',), 's:4'), 'lucene': Answer(7, 2, ('b-2',), 's:4')}
        self.assertIsNone(disagreement(self.task, question, same))
        for other in (Answer(8, 2, (), 's:4'), Answer(7, 2, (), 's:5')):
            self.assertIn('ferry', disagreement(self.task, question, same | {'lucene': other}))

    def test_the_newest_hits_must_have_the_same_dates(self):
        newest = Question('term', ('ferry',), newest=True)
        answers = {'backfile': Answer(7, 1, ('a-1999',)), 'lucene': Answer(7, 2, ('b-1999',))}
        self.assertIsNone(disagreement(self.task, newest, answers))
        answers['lucene'] = Answer(7, 2, ('a-1998',))
        self.assertIsNotNone(disagreement(self.task, newest, answers))

    def test_an_engine_that_refuses_a_question_is_not_compared(self):
        answers = {'backfile': Answer(error='not yet'), 'lucene': Answer(7, 2)}
        self.assertIsNone(disagreement(self.task, self.task.questions[0], answers))


def results(articles, time):
    def measured(value):
        return {kind: summary([value]) for kind in ('fetched', 'unfetched', 'first')}

    engines = {'backfile': 'Backfile', 'lucene': 'Lucene 8'}
    task = {'title': 'AND of <two>', 'totals': summary([3]),
            'engines': {'backfile': measured(time), 'lucene': measured(2 * time)}}
    return {'articles': articles, 'engines': engines, 'tasks': {'and': task}}


class Reports(unittest.TestCase):
    def test_a_row_has_medians_ratio_and_p99(self):
        rows = report.query_table(results(1000, 1500), 'fetched').splitlines()
        self.assertEqual(rows[2], '| AND of <two> | 3 | 1,500 | 3,000 | 0.50 | 1,500 | 1.00 |')

    def test_a_section_of_a_page_is_replaced(self):
        page = 'a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb\n'
        self.assertEqual(report.with_section(page, 'x', 'new\n'), page.replace('old', 'new'))
        with self.assertRaises(BenchError):
            report.with_section(page, 'y', 'new\n')

    def test_growth_is_a_column_a_size(self):
        rows = report.growth_table([results(1000, 15), results(3000, 30)]).splitlines()
        self.assertEqual(rows[2], '| AND of <two> | 15 (0.50) | 30 (0.50) |')

    def test_the_plot_is_well_formed_and_has_a_curve_an_engine(self):
        for sizes in ((1000,), (1000, 10_000, 100_000)):
            picture = growth_plot.svg([results(n, n / 7) for n in sizes])
            root = ElementTree.fromstring(picture)
            space = '{http://www.w3.org/2000/svg}'
            curves = [e for e in root.iter(space + 'polyline') if e.get('stroke-width') == '2']
            self.assertEqual(len(curves), 2)
            self.assertEqual(len(list(root.iter(space + 'circle'))), 2 * len(sizes))
            self.assertIn('AND of <two>', [e.text for e in root.iter(space + 'text')])

    def test_a_longer_time_stands_higher(self):
        picture = ElementTree.fromstring(growth_plot.svg([results(10, 20), results(100, 300)]))
        circles = list(picture.iter('{http://www.w3.org/2000/svg}circle'))
        self.assertGreater(float(circles[0].get('cy')), float(circles[1].get('cy')))
        self.assertLess(float(circles[0].get('cx')), float(circles[1].get('cx')))


if __name__ == '__main__':
    unittest.main()
