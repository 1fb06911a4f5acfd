// SPDX-License-Identifier: GPL-3.0-or-later
// The side column: how the articles found divide, and checkboxes that choose among them.

import {byId, h, isolated, number} from './dom.js';
import {field_name, label_of, one_of_field} from './labels.js';
import {facet_limit, kFacets, with_filter} from './state.js';

// Chosen values stay in the list, so that they can be unchosen, even when it is cut before them.
function rows_of(field, facet, state) {
  const limit = facet_limit(state, field);
  const chosen = state.filters[field] ?? [];
  const folded = new Set(chosen.map((value) => value.toLowerCase()));
  const is_chosen = (bucket) => bucket.selected || folded.has(bucket.value.toLowerCase());
  const listed = facet.buckets.filter((bucket, index) => index < limit || is_chosen(bucket));
  const known = new Set(facet.buckets.map((bucket) => bucket.value.toLowerCase()));
  const unlisted = chosen.filter((value) => !known.has(value.toLowerCase()));
  return [
    ...unlisted.map((value) => ({value, written: value, on: true})),
    ...listed.map(
        (bucket) => ({
          ...bucket,
          on: is_chosen(bucket),
          written: chosen.find((value) => value.toLowerCase() === bucket.value.toLowerCase()) ??
              bucket.value
        })),
  ];
}

function checkbox_row(field, row, state, go) {
  const box = h('input', {
    type: 'checkbox',
    name: field,
    value: row.value,
    'data-key': `${field} ${row.value}`,
    on: {change: (event) => go(with_filter(state, field, row.written, event.target.checked))}
  });
  box.checked = row.on;
  return h(
      'li', {},
      h('label', {class: 'facet-value'}, box,
        h('span', {class: 'facet-label'}, isolated(label_of(field, row.value))),
        row.articles === undefined ?
            null :
            h('span', {class: 'facet-count'}, number(row.articles),
              h('span', {class: 'hidden-text'}, row.articles === 1 ? ' article' : ' articles'))));
}

function more_button(field, facet, state, toggle_more) {
  const open = state.more.includes(field);
  const hidden = facet.distinct - Math.min(facet_limit(state, field), facet.buckets.length);
  if (!open && hidden <= 0) return null;
  return h(
      'button', {
        type: 'button',
        class: 'plain',
        'data-key': `${field} more`,
        'aria-expanded': String(open),
        on: {click: () => toggle_more(field)}
      },
      open ? 'Fewer' : `${number(hidden)} more`,
      h('span', {class: 'hidden-text'}, ` values of ${field_name(field)}`));
}

// What the listed counts leave out, so that they can be added up.
function remainder(field, facet, state) {
  const hidden = facet.distinct - facet.buckets.length;
  const notes = [];
  if (state.more.includes(field) && hidden > 0) {
    notes.push(`The ${number(facet.buckets.length)} largest of ${number(facet.distinct)}`);
  }
  if (facet.missing > 0) notes.push(`${number(facet.missing)} without ${one_of_field(field)}`);
  return notes.length ? h('p', {class: 'facet-note'}, notes.join('; ')) : null;
}

function group(field, facet, state, actions) {
  const rows = rows_of(field, facet, state);
  if (!rows.length) return null;
  return h(
      'fieldset', {class: 'facet', 'data-facet': field}, h('legend', {}, field_name(field)),
      h('ul', {}, rows.map((row) => checkbox_row(field, row, state, actions.go))),
      more_button(field, facet, state, actions.toggle_more), remainder(field, facet, state));
}

function focused_key(container) {
  return container.contains(document.activeElement) ? document.activeElement.dataset.key : null;
}

// `actions`: go(state) shows a state, toggle_more(field) lists all values of a facet.
export function render_facets(facets, state, actions) {
  const container = byId('facets');
  const key = focused_key(container);
  const groups = kFacets.filter((field) => facets?.[field])
                     .map((field) => group(field, facets[field], state, actions));
  container.replaceChildren(...groups.filter(Boolean));
  if (key) {
    const again = [...container.querySelectorAll('[data-key]')].find(
        (element) => element.dataset.key === key);
    again?.focus({preventScroll: true});
  }
  const chosen = Object.values(state.filters).flat().length;
  byId('filters-toggle').textContent = chosen ? `Filters (${chosen})` : 'Filters';
}

// On narrow screens the filters are folded away until asked for.
export function start_facets() {
  const toggle = byId('filters-toggle');
  toggle.addEventListener('click', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    toggle.setAttribute('aria-expanded', String(open));
  });
}
