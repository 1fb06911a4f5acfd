// SPDX-License-Identifier: GPL-3.0-or-later
// The section "Over time": the chart, what a bar says, and the same figures as text and table.

import {start_brush} from './brush.js';
import {bucket_at, draw_chart, draw_choice, measure_chart} from './chart.js';
import {format_bucket, format_day, format_span, span_of} from './dates.js';
import {articles, byId, h, number, percent} from './dom.js';
import {has_filters} from './state.js';

const kIntervals = {
  day: 'by day',
  week: 'by week',
  month: 'by month',
  quarter: 'by quarter',
  year: 'by year',
  decade: 'by decade'
};

let timeline = null;
let state = null;
let plan = null;
let tip = null;

const buckets = () => timeline?.buckets ?? [];
const mode = () => (state.q && state.chart === 'share' ? 'share' : 'count');

function nothing_held() {
  return `nothing in the archive${has_filters(state) ? ' under these filters' : ''}`;
}

function figures_of(part) {
  if (part.total === 0) return nothing_held();
  if (!state.q) return articles(part.articles);
  const share = percent(part.articles / part.total);
  return `${number(part.articles)} of ${articles(part.total)} (${share})`;
}

function name_of(first, last) {
  if (first === last) return format_bucket(buckets()[first], timeline.interval);
  const {from, to} = span_of(buckets()[first].start, buckets()[last].end, timeline.interval);
  return format_span(from, to);
}

function sum(first, last) {
  return buckets()
      .slice(first, last + 1)
      .reduce(
          (all, bucket) =>
              ({articles: all.articles + bucket.articles, total: all.total + bucket.total}),
          {articles: 0, total: 0});
}

// Left edge of a tip that leaves the chosen bars in sight: right of them if there is room.
function beside(choice, width) {
  const after = plan.left + (choice.last + 1) * plan.step + 8;
  if (after + width <= plan.width) return after;
  return Math.max(plan.left + choice.first * plan.step - width - 8, 0);
}

function show_choice(choice, spoken) {
  draw_choice(byId('chart'), plan, choice);
  tip.hidden = !choice;
  if (!choice) return;
  const name = name_of(choice.first, choice.last);
  const figures = figures_of(sum(choice.first, choice.last));
  tip.replaceChildren(h('strong', {}, name), figures);
  tip.style.left = `${beside(choice, tip.offsetWidth)}px`;
  if (spoken) byId('timeline-live').textContent = `${name}: ${figures}`;
}

function draw() {
  const box = byId('chart');
  if (!state || box.clientWidth === 0) return;
  if (!buckets().length) {
    box.replaceChildren(h('p', {class: 'chart-empty'}, 'No dated article among these'));
    return;
  }
  plan = measure_chart(box, timeline, mode());
  tip = h('p', {class: 'tip', 'aria-hidden': 'true', hidden: true});
  box.replaceChildren(draw_chart(plan, timeline), tip);
}

function peak_text() {
  const highest =
      buckets().reduce((best, bucket) => (bucket.articles > best.articles ? bucket : best));
  return highest.articles ?
      `Most in ${format_bucket(highest, timeline.interval)}: ${figures_of(highest)}.` :
      '';
}

function summary() {
  if (!buckets().length) return 'No dated article among these.';
  const {from, to} = span_of(buckets()[0].start, buckets().at(-1).end, timeline.interval);
  const empty = buckets().filter((bucket) => bucket.total === 0).length;
  const low = buckets().filter((bucket) => bucket.coverage === 'low').length;
  const sentences = [
    `${format_day(from)} to ${format_day(to)}, ${kIntervals[timeline.interval]}.`,
    peak_text(),
    empty && `In ${number(empty)} of ${number(buckets().length)} bars: ${nothing_held()}.`,
    low && `In ${number(low)}: far less in the archive than usual.`,
    timeline.undated && `${articles(timeline.undated)} undated.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

function table() {
  const head = ['Time', 'Articles', 'Of all', 'Share'];
  return h(
      'table', {}, h('caption', {class: 'hidden-text'}, 'Articles over time'),
      h('thead', {}, h('tr', {}, head.map((text) => h('th', {scope: 'col'}, text)))),
      h('tbody', {},
        buckets().map(
            (bucket) => h(
                'tr', {}, h('th', {scope: 'row'}, format_bucket(bucket, timeline.interval)),
                h('td', {}, number(bucket.articles)), h('td', {}, number(bucket.total)),
                h('td', {},
                  bucket.share === null || bucket.share === undefined ? 'not known' :
                                                                        percent(bucket.share))))));
}

function fill_table() {
  byId('timeline-table')
      .replaceChildren(...(byId('timeline-figures').open && buckets().length ? [table()] : []));
}

function interval_text() {
  const undated = timeline?.undated ? `${number(timeline.undated)} undated` : '';
  return [kIntervals[timeline?.interval], undated].filter(Boolean).join(' \u00b7 ');
}

export function render_timeline(next_timeline, next_state) {
  timeline = next_timeline ?? null;
  state = next_state;
  byId('timeline-interval').textContent = interval_text();
  byId('clear-dates').hidden = !state.from && !state.to;
  byId('chart-mode').hidden = !state.q;
  for (const input of byId('chart-mode').querySelectorAll('input'))
    input.checked = input.value === mode();
  byId('timeline-summary').textContent = summary();
  byId('timeline-live').textContent = '';
  draw();
  fill_table();
}

// `actions`: go(state) shows another state, keep(state) only remembers it in the address.
export function start_timeline(actions) {
  const box = byId('chart');
  start_brush(box, {
    count: () => buckets().length,
    at: (client_x) => bucket_at(box, plan, client_x, buckets().length),
    show: (choice, spoken) => tip && plan && show_choice(choice, spoken),
    apply: (first, last) => actions.go(
        {...state, ...span_of(buckets()[first].start, buckets()[last].end, timeline.interval)}),
  });
  byId('clear-dates').addEventListener('click', () => {
    actions.go({...state, from: '', to: ''});
    box.focus({preventScroll: true});
  });
  byId('chart-mode').addEventListener('change', (event) => {
    state = {...state, chart: event.target.value};
    actions.keep(state);
    draw();
  });
  byId('timeline-figures').addEventListener('toggle', fill_table);
  new ResizeObserver(() => draw()).observe(box);
}
