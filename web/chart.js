// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a timeline as bars: counts, or shares of what the archive holds at the time.

import {text_width, time_labels, value_ticks} from './axis.js';
import {number, percent, svg} from './dom.js';

const kTop = 12;
const kBottom = 24;
const kSmallestBar = 2;

// The value that a bar shows, or null where the archive holds nothing to measure by.
function value_of(bucket, mode) {
  if (bucket.total === 0) return null;
  return mode === 'share' ? bucket.share : bucket.articles;
}

export function measure_chart(box, timeline, mode) {
  const font = `12px ${getComputedStyle(box).fontFamily}`;
  const {width, height} = box.getBoundingClientRect();
  const values = timeline.buckets.map((bucket) => value_of(bucket, mode));
  const ticks = value_ticks(Math.max(0, ...values.map((value) => value ?? 0)), mode === 'count');
  const texts = ticks.map((tick) => (mode === 'share' ? percent(tick) : number(tick)));
  const left = Math.ceil(Math.max(...texts.map((text) => text_width(text, font)))) + 10;
  return {
    font,
    width,
    height,
    values,
    ticks,
    texts,
    left,
    right: width,
    step: Math.max(width - left, 1) / timeline.buckets.length,
    base: height - kBottom,
    y: (value) => height - kBottom - (value / ticks.at(-1)) * (height - kBottom - kTop),
  };
}

function grid(plan) {
  return plan.ticks.map(
      (tick, index) =>
          svg('g', {class: 'grid'},
              svg('line', {x1: plan.left, x2: plan.right, y1: plan.y(tick), y2: plan.y(tick)}),
              svg('text', {x: plan.left - 6, y: plan.y(tick) + 4, 'text-anchor': 'end'},
                  plan.texts[index])));
}

// One hatched field for each run of buckets in which the archive holds nothing (`none`), or far
// less than usual (`low`).
function gaps(plan, timeline, coverage) {
  const fields = [];
  let begin = -1;
  for (let index = 0; index <= timeline.buckets.length; ++index) {
    const empty = timeline.buckets[index]?.coverage === coverage;
    if (empty && begin < 0) begin = index;
    if (empty || begin < 0) continue;
    fields.push(svg('rect', {
      class: `gap ${coverage}`,
      x: plan.left + begin * plan.step,
      y: kTop,
      width: (index - begin) * plan.step,
      height: plan.base - kTop,
      fill: 'url(#gap-pattern)'
    }));
    begin = -1;
  }
  return fields;
}

function bars(plan) {
  const space = plan.step > 6 ? Math.min(plan.step * 0.2, 8) : plan.step > 3 ? 1 : 0;
  return plan.values.map((value, index) => {
    if (!value) return null;
    const height = Math.max(kSmallestBar, plan.base - plan.y(value));
    return svg('rect', {
      class: 'bar',
      'data-index': index,
      x: plan.left + index * plan.step + space / 2,
      y: plan.base - height,
      width: Math.max(plan.step - space, 0.75),
      height
    });
  });
}

function pattern() {
  return svg(
      'defs', {},
      svg('pattern', {
        id: 'gap-pattern',
        width: 6,
        height: 6,
        patternUnits: 'userSpaceOnUse',
        patternTransform: 'rotate(45)'
      },
          svg('line', {class: 'gap-line', x1: 0, x2: 0, y1: 0, y2: 6})));
}

// The picture, without meaning to a screen reader: the summary and the table carry the figures.
export function draw_chart(plan, timeline) {
  const labels = time_labels(timeline.buckets, timeline.interval, plan);
  return svg(
      'svg', {width: plan.width, height: plan.height, 'aria-hidden': 'true', focusable: 'false'},
      pattern(), grid(plan),
      svg('rect', {class: 'choice', y: kTop, height: plan.base - kTop, width: 0, x: 0}),
      gaps(plan, timeline, 'none'), gaps(plan, timeline, 'low'), bars(plan),
      svg('line', {class: 'base', x1: plan.left, x2: plan.right, y1: plan.base, y2: plan.base}),
      svg('g', {class: 'times'},
          labels.map((label) => svg('text', {x: label.start, y: plan.base + 17}, label.text))));
}

// Shows which bars are chosen; null for none.
export function draw_choice(box, plan, choice) {
  const field = box.querySelector('.choice');
  if (!field) return;
  field.setAttribute('x', choice ? plan.left + choice.first * plan.step : 0);
  field.setAttribute('width', choice ? (choice.last - choice.first + 1) * plan.step : 0);
  for (const bar of box.querySelectorAll('.bar')) {
    const index = Number(bar.dataset.index);
    bar.classList.toggle(
        'chosen', Boolean(choice) && index >= choice.first && index <= choice.last);
  }
}

export function bucket_at(box, plan, client_x, count) {
  const x = client_x - box.getBoundingClientRect().left - plan.left;
  return Math.min(Math.max(Math.floor(x / plan.step), 0), count - 1);
}
