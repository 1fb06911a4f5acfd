// SPDX-License-Identifier: GPL-3.0-or-later
// The active filters, each with a button that removes it.

import {format_span} from './dates.js';
import {byId, h, isolated} from './dom.js';
import {field_name, label_of} from './labels.js';
import {kFilters, with_filter} from './state.js';

function chip(name, text, remove) {
  return h(
      'li', {},
      h('button', {type: 'button', class: 'chip', on: {click: remove}},
        h('span', {class: 'hidden-text'}, 'Remove '), h('span', {class: 'chip-name'}, name), ' ',
        isolated(text), h('span', {class: 'chip-cross', 'aria-hidden': 'true'}, '\u00d7')));
}

export function filters_of(state) {
  return kFilters.flatMap((field) => (state.filters[field] ?? []).map((value) => ({field, value})));
}

// `go` takes the state that the page should have next.
export function render_chips(state, go) {
  const list = byId('chips');
  const had_focus = [...list.children].findIndex((item) => item.contains(document.activeElement));
  const items = filters_of(state).map(
      ({field, value}) => chip(
          field_name(field), label_of(field, value),
          () => go(with_filter(state, field, value, false))));
  if (state.from || state.to) {
    items.unshift(chip(
        'Published', format_span(state.from, state.to), () => go({...state, from: '', to: ''})));
  }
  if (items.length > 1) {
    items.push(
        h('li', {},
          h('button', {
            type: 'button',
            class: 'plain',
            on: {click: () => go({...state, from: '', to: '', filters: {}})}
          },
            'Clear all')));
  }
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
  if (had_focus >= 0) focus_after_removal(list, had_focus);
}

function focus_after_removal(list, index) {
  const next = list.children[Math.min(index, list.children.length - 1)]?.firstElementChild;
  (next ?? byId('main')).focus({preventScroll: true});
}
