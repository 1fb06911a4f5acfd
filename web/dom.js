// SPDX-License-Identifier: GPL-3.0-or-later
// Elements from data. Strings become text nodes and nothing else: no markup is ever parsed.

const kSvg = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(
      ...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return element;
}

export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(kSvg, name), attributes, children);
}

export function byId(id) { return document.getElementById(id); }

// Text with <mark> around the ranges [begin, end). The offsets count code points, not UTF-16 units.
export function marked(text, marks = []) {
  if (!marks.length) return [text];
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [begin, end] of marks) {
    if (begin < at || end <= begin) continue;
    parts.push(letters.slice(at, begin).join(''));
    parts.push(h('mark', {}, letters.slice(begin, end).join('')));
    at = end;
  }
  parts.push(letters.slice(at).join(''));
  return parts.filter((part) => part !== '');
}

// A name or title from the archive, whose writing direction must not disturb its neighbours.
export function isolated(...children) { return h('bdi', {}, ...children); }

// The address if it is one that a browser may be sent to, else null.
export function safe_url(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

const kRightToLeft = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

// The attributes of an element whose text is in `language` (BCP 47, or unknown).
export function language_attributes(language) {
  if (!language) return {dir: 'auto'};
  return {lang: language, dir: kRightToLeft.has(language.split('-')[0]) ? 'rtl' : 'ltr'};
}

const kInteger = new Intl.NumberFormat('en');
const kPercent = new Intl.NumberFormat('en', {style: 'percent', maximumSignificantDigits: 3});

export function number(value) { return kInteger.format(value); }

export function percent(share) { return kPercent.format(share); }

export function articles(count) {
  return `${number(count)} ${count === 1 ? 'article' : 'articles'}`;
}
