// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks and labels of a chart, chosen so that no two labels touch.

import {month_name} from './dates.js';

const kGap = 10;
const canvas = document.createElement('canvas').getContext('2d');

export function text_width(text, font) {
  canvas.font = font;
  return canvas.measureText(text).width;
}

// Round values from 0 to at least `highest`, two to four of them. Counts have no halves.
export function value_ticks(highest, whole) {
  if (!(highest > 0)) return [0, 1];
  let step = 10 ** Math.floor(Math.log10(highest));
  for (const factor of [0.2, 0.5, 1]) {
    if (highest / (step * factor) <= 3) {
      step *= factor;
      break;
    }
  }
  if (highest / step > 3) step *= highest / step <= 6 ? 2 : 5;
  if (whole) step = Math.max(1, Math.round(step));
  const ticks = [];
  for (let index = 0; index === 0 || ticks.at(-1) < highest * 0.999999; ++index)
    ticks.push(index * step);
  return ticks;
}

function short_day(day) {
  return `${Number(day.slice(8, 10))} ${month_name(Number(day.slice(5, 7))).slice(0, 3)}`;
}

// For each interval: the number of a bucket on its own calendar, the distances that labels may
// have, and the label of a bucket (`first`: it must say the year, `step`: the distance chosen).
const kCalendars = {
  decade: {
    place: (day) => Math.floor(Number(day.slice(0, 4)) / 10),
    steps: [1, 2, 5, 10, 20, 50],
    label: (day) => `${day.slice(0, 4)}s`,
  },
  year: {
    place: (day) => Number(day.slice(0, 4)),
    steps: [1, 2, 5, 10, 20, 50, 100, 200],
    label: (day) => day.slice(0, 4),
  },
  quarter: {
    place: (day) => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3),
    steps: [1, 2, 4, 8, 20, 40, 80, 200],
    label: (day, first, step) => quarter_label(day, first, step),
  },
  month: {
    place: (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1,
    steps: [1, 2, 3, 6, 12, 24, 60, 120, 240, 600],
    label: (day, first, step) => month_label(day, first, step),
  },
  week: {
    place: (day, index) => index,
    steps: [1, 2, 4, 8, 13, 26, 52, 104],
    label: (day, first) => (first ? `${short_day(day)} ${day.slice(0, 4)}` : short_day(day)),
  },
  day: {
    place: (day, index) => index,
    steps: [1, 2, 5, 7, 14, 28, 56, 91, 182, 365],
    label: (day, first) => (first ? `${short_day(day)} ${day.slice(0, 4)}` : short_day(day)),
  },
};

function quarter_label(day, first, step) {
  const year = day.slice(0, 4);
  if (step >= 4) return year;
  const quarter = `Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
  return first || quarter === 'Q1' ? `${quarter} ${year}` : quarter;
}

function month_label(day, first, step) {
  const year = day.slice(0, 4);
  if (step >= 12) return year;
  const month = month_name(Number(day.slice(5, 7))).slice(0, 3);
  return first || month === 'Jan' ? `${month} ${year}` : month;
}

function labels_at(buckets, calendar, step, geometry) {
  const labels = [];
  let year = '';
  buckets.forEach((bucket, index) => {
    if (calendar.place(bucket.start, index) % step !== 0) return;
    const text = calendar.label(bucket.start, bucket.start.slice(0, 4) !== year, step);
    year = bucket.start.slice(0, 4);
    const width = text_width(text, geometry.font);
    const middle = geometry.left + (index + 0.5) * geometry.step;
    const start = Math.min(Math.max(middle - width / 2, 0), geometry.right - width);
    labels.push({text, start, end: start + width});
  });
  return labels;
}

function apart(labels) {
  return labels.every((label, index) => index === 0 || label.start >= labels[index - 1].end + kGap);
}

// Labels under the bars as {text, start, end}. `geometry`: left edge of the first bar, right edge
// of the drawing, step from bar to bar (pixels), font.
export function time_labels(buckets, interval, geometry) {
  const calendar = kCalendars[interval] ?? kCalendars.day;
  for (const step of calendar.steps) {
    const labels = labels_at(buckets, calendar, step, geometry);
    if (labels.length && apart(labels)) return labels;
  }
  return labels_at(buckets.slice(0, 1), calendar, 1, geometry);
}
