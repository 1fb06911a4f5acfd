// SPDX-License-Identifier: GPL-3.0-or-later
// The list of articles found, and the button that continues it.

import {format_day, format_instant} from './dates.js';
import {articles, byId, h, isolated, language_attributes, marked, number} from './dom.js';
import {language_name, type_name} from './labels.js';
import {address_of, filter_only} from './state.js';

function date_element(hit) {
  if (!hit.published) return h('span', {class: 'undated'}, 'undated');
  return h(
      'time', {datetime: hit.published, title: format_instant(hit.published)},
      format_day(hit.published));
}

// Separates what is known by middle dots; what is not known leaves no trace.
function dotted(items) {
  return items.filter(Boolean).flatMap(
      (item, index) =>
          index ? [h('span', {class: 'dot', 'aria-hidden': 'true'}, ' \u00b7 '), item] : [item]);
}

function kicker(hit) {
  const foreign = hit.language && hit.language.split('-')[0] !== 'en';
  return h(
      'p', {class: 'kicker'}, dotted([
        hit.source?.name && h('span', {class: 'source'}, isolated(hit.source.name)),
        date_element(hit),
        hit.section && isolated(hit.section),
        hit.type && hit.type !== 'news' && h('span', {class: 'tag'}, type_name(hit.type)),
        foreign && h('span', {class: 'tag'}, language_name(hit.language)),
        hit.status && hit.status !== 'usable' && h('span', {class: 'tag tag-status'}, hit.status),
      ]));
}

// Leads to all articles that are copies of each other, this one included.
function copies_link(hit) {
  if (!hit.story_id) return null;
  const address = address_of(filter_only('story', hit.story_id));
  return h('a', {class: 'copies', href: address}, `${number(hit.story_articles)} copies`);
}

function byline(hit) {
  const items = dotted([
    hit.authors?.length && h('span', {}, 'By ', isolated(hit.authors.join(', '))),
    hit.agency && isolated(hit.agency),
    hit.place && isolated(hit.place),
    copies_link(hit),
  ]);
  return items.length ? h('p', {class: 'byline'}, items) : null;
}

function snippet(hit, part) {
  return h(
      'p', {class: 'snippet', ...language_attributes(hit.language)}, marked(part.text, part.marks));
}

function result(hit, address) {
  const title = hit.title ? marked(hit.title, hit.title_marks) : ['(without a headline)'];
  return h(
      'li', {},
      h('article', {class: 'hit'}, kicker(hit),
        h('h3', {},
          h('a', {href: address(hit.id)},
            h('bdi', hit.language ? {lang: hit.language} : {}, title))),
        (hit.snippets ?? []).map((part) => snippet(hit, part)), byline(hit)));
}

// `address` gives the address of the article with an id.
export function render_results(hits, address) {
  byId('results').replaceChildren(...hits.map((hit) => result(hit, address)));
}

// Moves the focus to the first of the new articles: the button may be gone, and reading goes on.
export function append_results(hits, address) {
  const items = hits.map((hit) => result(hit, address));
  byId('results').append(...items);
  items[0]?.querySelector('a').focus({preventScroll: true});
}

// `failure`: null, or {text, action, retry} for a continuation that did not come.
export function render_more(shown, total, more, failure = null) {
  const place = byId('more');
  if (total.articles <= 1) return place.replaceChildren();
  const note =
      h('p', {class: 'shown'},
        shown < total.articles ? `${number(shown)} of ${number(total.articles)} shown` :
                                 `All ${articles(total.articles)} shown`);
  if (failure) {
    return place.replaceChildren(
        h('p', {class: 'more-failure', role: 'alert'}, failure.text),
        h('button', {type: 'button', on: {click: failure.retry}}, failure.action), note);
  }
  const button = more ?
      h('button', {type: 'button', id: 'more-button', on: {click: more}}, 'More results') :
      null;
  return place.replaceChildren(...[button, note].filter(Boolean));
}

export function count_text(total) {
  if (total.articles === 0) return 'No articles';
  if (total.relation === 'gte') return `At least ${articles(total.articles)}`;
  if (total.relation !== 'eq') return `About ${articles(total.articles)}`;
  return articles(total.articles);
}

export function render_count(answer, state) {
  const words = state.q ? [' for ', h('q', {class: 'asked'}, isolated(state.q))] : [];
  byId('count').replaceChildren(h('span', {id: 'total'}, count_text(answer.total)), ...words);
}
