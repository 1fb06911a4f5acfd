// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says when there is nothing to list: errors, and searches without a hit.

import {articles, byId, h, isolated} from './dom.js';
import {address_of, has_filters} from './state.js';

export function hide_notice() {
  byId('notice').hidden = true;
  byId('notice').replaceChildren();
}

function show_notice(kind, children) {
  const place = byId('notice');
  place.className = `notice notice-${kind}`;
  place.replaceChildren(...children.filter(Boolean));
  place.hidden = false;
}

// The query with a sign under the place of the error. Positions count code points.
function pointed_query(q, position, found) {
  const letters = Array.from(q);
  const at = Math.min(position, letters.length);
  const is_there = found && letters.slice(at).join('').startsWith(found);
  const width = is_there ? Array.from(found).length : Math.min(1, letters.length - at);
  return h(
      'p', {class: 'pointed', dir: 'ltr'}, h('span', {class: 'hidden-text'}, 'Your query: '),
      letters.slice(0, at).join(''),
      h('span', {class: 'pointed-at'}, letters.slice(at, at + width).join('') || '\u00a0'),
      letters.slice(at + width).join(''));
}

function suggestion(error, state) {
  if (!error.suggestion) return null;
  return h(
      'p', {}, 'Perhaps: ',
      h('a', {href: address_of({...state, q: error.suggestion})}, isolated(error.suggestion)));
}

function error_parts(error, state) {
  const in_query = error.parameter === 'q' && Number.isInteger(error.position);
  return [
    in_query ? pointed_query(state.q, error.position, error.found) : null,
    in_query ? h('p', {class: 'position'}, `At character ${error.position + 1}.`) : null,
    !in_query && error.parameter ? h('p', {}, 'Parameter ', h('code', {}, error.parameter), '.') :
                                   null,
    error.parameter === 'q' ? suggestion(error, state) : null,
  ];
}

function try_again(retry) {
  return h('p', {}, h('button', {type: 'button', on: {click: retry}}, 'Try again'));
}

// A search that the server refused or did not answer.
export function show_search_error(error, state, retry) {
  if (error.passing) {
    return show_notice('away', [
      h('h1', {}, error.status === 0 ? 'The server does not answer' : 'The server is busy'),
      h('p', {},
        error.status === 0 ?
            'It may be restarting, or the connection is down. Your search is kept.' :
            error.detail || 'It could not answer this time. Your search is kept.'),
      try_again(retry)
    ]);
  }
  return show_notice('error', [
    h('h1', {}, error.title || 'The search cannot be done'),
    error.detail ? h('p', {}, error.detail) : null,
    ...error.errors.flatMap((part) => error_parts(part, state))
  ]);
}

export function show_article_error(error, back, retry) {
  if (error.passing) {
    return show_notice('away', [
      h('h1', {}, 'The server does not answer'), h('p', {}, 'The article could not be fetched.'),
      try_again(retry), back
    ]);
  }
  const gone = error.status === 410;
  return show_notice('error', [
    h('h1', {},
      gone                     ? 'This article was removed' :
          error.status === 404 ? 'No such article' :
                                 error.title),
    h('p', {},
      error.detail ||
          (gone ? 'The archive no longer holds its text.' :
                  'The archive holds no article with this address.')),
    back
  ]);
}

// Each search that is wider than `state` in one way.
export function wider_searches(state) {
  const wider = [];
  if (state.from || state.to) wider.push(['without the dates', {...state, from: '', to: ''}]);
  for (const field of Object.keys(state.filters)) {
    const filters = {...state.filters};
    delete filters[field];
    wider.push([`from any ${field}`, {...state, filters}]);
  }
  const words = state.q.split(/\s+/);
  if (words.length > 1 && words.length <= 8 &&
      words.every((word) => /^[\p{L}\p{N}]+$/u.test(word) && !/^(AND|OR|NOT)$/.test(word))) {
    wider.push(['with any of the words', {...state, q: words.join(' OR ')}]);
  }
  if (has_filters(state) && (state.from || state.to || Object.keys(state.filters).length > 1)) {
    wider.push(['without any filter', {...state, from: '', to: '', filters: {}}]);
  }
  return wider;
}

// In place of a list without entries; with `answer` null, nothing.
export function render_no_hits(state, answer) {
  const place = byId('no-hits');
  if (!answer) return place.replaceChildren();
  if (answer.index?.articles === 0) {
    return place.replaceChildren(
        h('p', {class: 'lead'}, 'The archive is empty.'),
        h('p', {}, 'Nothing has been indexed yet. Add articles with ',
          h('code', {}, 'backfile-index add --archive DIR PATH'), '; they appear here at once.'));
  }
  const advice =
      h('ul', {class: 'advice'}, h('li', {}, 'Check the spelling.'),
        h('li', {}, 'Use fewer words: an article must hold all of them.'),
        h('li', {}, 'Try the beginning of a word with a star: ', h('code', {}, 'harb*'), '.'));
  return place.replaceChildren(
      h('p', {class: 'lead'}, 'Nothing in the archive matches all of this.'),
      h('ul', {id: 'wider', class: 'wider'}), ...(state.q ? [advice] : []));
}

// Adds one wider search and what it would find to a notice of no hits that is still there.
export function add_wider(text, next, count) {
  byId('wider')?.append(h('li', {}, h('a', {href: address_of(next)}, articles(count)), ` ${text}`));
}

export function render_warnings(warnings, parsed) {
  const place = byId('warnings');
  const notes = (warnings ?? []).map((warning) => h('p', {class: 'warning'}, warning.detail));
  if (parsed && notes.length && !warnings.some((warning) => warning.detail.includes(parsed))) {
    notes.push(h('p', {class: 'warning'}, 'Understood as ', h('code', {}, parsed)));
  }
  place.replaceChildren(...notes);
}
