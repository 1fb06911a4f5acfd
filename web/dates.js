// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as the API writes them, for people: never more exact than the archive knows.

const kMonths = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'
];
const kWeekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const kIso =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

export function month_name(month) { return kMonths[month - 1]; }

function parts_of(iso) {
  const found = kIso.exec(iso ?? '');
  if (!found) return null;
  return {
    year: found[1],
    month: Number(found[2]),
    day: Number(found[3]),
    time: found[4],
    zone: found[5]
  };
}

// "19 January 2017", "January 2017" or "2017": the parts that `iso` has. An unreadable date is
// shown as it came.
export function format_day(iso) {
  const date = parts_of(iso);
  if (!date) return iso ?? 'undated';
  if (!date.month) return date.year;
  if (!date.day) return `${kMonths[date.month - 1]} ${date.year}`;
  return `${date.day} ${kMonths[date.month - 1]} ${date.year}`;
}

function zone_text(zone) {
  if (!zone) return 'no time zone given';
  return zone === 'Z' ? 'UTC' : `UTC${zone.replace(/^-/, '\u2212')}`;
}

// As format_day, with the time and its zone where the archive has them.
export function format_instant(iso) {
  const date = parts_of(iso);
  if (!date?.time) return format_day(iso);
  return `${format_day(iso)}, ${date.time} (${zone_text(date.zone)})`;
}

// A weekday for a day, nothing for what is coarser.
export function weekday(iso) {
  const date = parts_of(iso);
  if (!date?.day) return '';
  return kWeekdays[new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay()];
}

function last_day_of_month(year, month) {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

// A whole day for an input field that knows no others: the first that `iso` names, or the last.
export function first_day(iso) {
  const date = parts_of(iso);
  if (!date) return '';
  return [date.year, two(date.month || 1), two(date.day || 1)].join('-');
}

export function last_day(iso) {
  const date = parts_of(iso);
  if (!date) return '';
  const month = date.month || 12;
  return [date.year, two(month), two(date.day || last_day_of_month(Number(date.year), month))].join(
      '-');
}

function two(value) { return String(value).padStart(2, '0'); }

export function day_before(day) {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

// The shortest from and to (both inclusive) that name exactly the days of [start, end).
export function span_of(start, end, interval) {
  const last = day_before(end);
  if (interval === 'year' || interval === 'decade')
    return {from: start.slice(0, 4), to: last.slice(0, 4)};
  if (interval === 'month' || interval === 'quarter')
    return {from: start.slice(0, 7), to: last.slice(0, 7)};
  return {from: start.slice(0, 10), to: last};
}

// "January 2017", "January to March 2017", "1998 to 2004", "since 2017", "until 3 May 1987".
export function format_span(from, to) {
  if (from && from === to) return format_day(from);
  if (from && to) {
    const same_year = from.length === 7 && to.length === 7 && from.slice(0, 4) === to.slice(0, 4);
    const first = same_year ? month_name(Number(from.slice(5))) : format_day(from);
    return `${first} to ${format_day(to)}`;
  }
  return from ? `since ${format_day(from)}` : `until ${format_day(to)}`;
}

// What one bar of a timeline stands for.
export function format_bucket(bucket, interval) {
  const {from, to} = span_of(bucket.start, bucket.end, interval);
  if (interval === 'day') return `${weekday(from)} ${format_day(from)}`;
  if (interval === 'week') return `Week of ${format_day(from)}`;
  return format_span(from, to);
}
