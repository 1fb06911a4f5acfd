// SPDX-License-Identifier: GPL-3.0-or-later
// The form at the top: words, dates, order.

import {search_url} from './api.js';
import {first_day, last_day} from './dates.js';
import {byId} from './dom.js';
import {api_parameters, sort_of} from './state.js';

const kTyping = 500;

let state = null;

// A date field shows whole days; its state stays as coarse as it was until the field is changed.
function date_of(field, shown) {
  const value = byId(field).value;
  return value === shown(state[field]) ? state[field] : value;
}

function read() {
  return {
    ...state,
    q: byId('q').value.trim(),
    article: null,
    from: date_of('from', first_day),
    to: date_of('to', last_day)
  };
}

export function fill_form(next) {
  state = next;
  byId('q').value = state.q;
  byId('from').value = first_day(state.from);
  byId('to').value = last_day(state.to);
  byId('sort').value = sort_of(state);
  byId('sort').querySelector('[value=relevance]').disabled = !state.q;
  byId('api-link').href = search_url(api_parameters(state));
}

export function mark_query(wrong) {
  if (wrong)
    byId('q').setAttribute('aria-invalid', 'true');
  else
    byId('q').removeAttribute('aria-invalid');
}

// While a year is typed the field passes through years like 0002.
function is_complete(field) {
  return field.value === '' ? !field.validity.badInput : field.validity.valid;
}

// `go` shows the state that it is given.
export function start_form(go) {
  let timer = 0;
  byId('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const next = read();
    if (next.q !== state.q && !next.q && next.sort === 'relevance') next.sort = '';
    go(next);
  });
  byId('sort').addEventListener('change', (event) => go({...read(), sort: event.target.value}));
  for (const field of [byId('from'), byId('to')]) {
    field.addEventListener('change', () => {
      clearTimeout(timer);
      timer = setTimeout(() => is_complete(field) && go(read()), kTyping);
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.('input:not([type=checkbox], [type=radio]), select, textarea'))
      return;
    event.preventDefault();
    byId('q').focus();
    byId('q').select();
  });
}
