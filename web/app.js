// SPDX-License-Identifier: GPL-3.0-or-later
// The page: follows the address, asks the API, and hands the answers to the parts.

import {get_article, get_search, get_sources} from './api.js';
import {back_link, render_article} from './article.js';
import {render_chips} from './chips.js';
import {format_instant, format_span} from './dates.js';
import {articles, byId, number} from './dom.js';
import {render_facets, start_facets} from './facets.js';
import {is_learned, learn_labels, learn_sources} from './labels.js';
import * as notice from './notice.js';
import {ask, cancel} from './request.js';
import {append_results, count_text, render_count, render_more, render_results} from './results.js';
import {fill_form, mark_query, start_form} from './search_form.js';
import * as states from './state.js';
import {start_suggestions} from './suggestions.js';
import {render_timeline, start_timeline} from './timeline.js';

const kRemembered = 30;

let state = null;
let answer = null;         // Of the search that is shown; its `results` grow with each page.
let answer_key = '';       // The history entry that `answer` belongs to.
let key = '';              // Of the history entry that is shown.
const visits = new Map();  // History entry -> {answer, scroll}: going back needs no request.

function remember() {
  visits.delete(key);
  visits.set(key, {answer: answer_key === key ? answer : null, scroll: window.scrollY});
  if (visits.size > kRemembered) visits.delete(visits.keys().next().value);
}

function go(next) {
  const address = states.address_of(next);
  const same = address === location.pathname + location.search;
  remember();
  if (!same) {
    key = crypto.randomUUID?.() ?? String(Math.random());
    history.pushState({key, from: location.pathname + location.search}, '', address);
  }
  show(next, same ? {} : {top: next.article !== state.article || next.q !== state.q});
}

// Links within the page need no new document. Back to a search means to the same place in its
// list, if the reader came from there.
function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey ||
      event.altKey)
    return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || !/^\/(a\/[^/]+)?$/.test(url.pathname)) return;
  event.preventDefault();
  if (url.hash)
    byId(url.hash.slice(1)).focus();
  else if (link.dataset.back !== undefined && history.state?.from === url.pathname + url.search)
    history.back();
  else
    go(states.read_state(url));
}

// Changes the address without a new entry: for what does not change the articles found.
function keep(next) {
  state = next;
  history.replaceState({...history.state, key}, '', states.address_of(next));
}

function show(next, {top = false, visit = null} = {}) {
  state = next;
  fill_form(state);
  if (state.article) return show_article();
  const ready = () => {
    if (visit)
      window.scrollTo(0, visit.scroll);
    else if (top)
      window.scrollTo(0, 0);
  };
  if (visit?.answer) {
    cancel();
    render_search(visit.answer);
    return ready();
  }
  const retry = () => show(state, {top});
  return ask(
      (signal) => get_search(states.api_parameters(state), signal),
      (found) => {
        render_search(found);
        ready();
      },
      (error) => {
        answer = null;
        switch_view(null);
        mark_query(error.errors.some((part) => part.parameter === 'q'));
        notice.show_search_error(error, state, retry);
        say(byId('notice').querySelector('h1').textContent);
      });
}

function switch_view(id) {
  for (const view of ['search-view', 'article-view']) byId(view).hidden = view !== id;
  if (id) notice.hide_notice();
}

function say(text) { byId('status').textContent = text; }

function render_search(found) {
  answer = found;
  answer_key = key;
  learn_labels(answer);
  switch_view('search-view');
  mark_query(false);
  document.title = state.q ? `${state.q} \u2013 Backfile` : 'Backfile';
  const none = answer.total.articles === 0;
  byId('search-view').classList.toggle('without-hits', none);
  render_count(answer, state);
  notice.render_warnings(answer.warnings, answer.query?.parsed);
  render_chips(state, go);
  render_timeline(answer.timeline, state);
  render_facets(answer.facets, state, {go, toggle_more});
  render_results(answer.results, article_address);
  render_next();
  render_edges(answer.index, answer.took_ms);
  say(count_text(answer.total));
  notice.render_no_hits(state, none ? answer : null);
  if (none) {
    name_sources();
    offer_wider();
  }
}

// An answer without hits does not tell what the sources are called that are filtered for.
async function name_sources() {
  if ((state.filters.source ?? []).every((id) => is_learned('source', id))) return;
  const asked = answer;
  try {
    learn_sources((await get_sources()).sources);
  } catch {
    return;  // Their ids stand for them.
  }
  if (answer !== asked) return;
  render_chips(state, go);
  render_facets(answer.facets, state, {go, toggle_more});
}

function render_edges(index = {}, took_ms = undefined) {
  const {from, to} = index.coverage ?? {};
  byId('folio').textContent = [
    index.articles !== undefined && articles(index.articles),
    from && to && format_span(from.slice(0, 4), to.slice(0, 4)),
  ].filter(Boolean).join(', ');
  byId('colophon').textContent = [
    index.updated &&
        `Archive of ${format_instant(index.updated)}, revision ${number(index.revision)}`,
    took_ms !== undefined && `answered in ${took_ms.toFixed(1)} ms`,
  ].filter(Boolean).join(' \u00b7 ');
}

function article_address(id) { return states.address_of({...state, article: id}); }

function render_next(failure = null) {
  render_more(answer.results.length, answer.total, answer.next_cursor ? next_page : null, failure);
}

function next_page() {
  if (answer_key !== key) return;  // Another search is on its way.
  ask((signal) => get_search(states.next_page_parameters(state, answer.next_cursor), signal),
      (page) => {
        answer = {
          ...answer,
          results: [...answer.results, ...page.results],
          next_cursor: page.next_cursor
        };
        learn_labels(page);
        append_results(page.results, article_address);
        render_next();
        say(`${number(answer.results.length)} of ${count_text(answer.total)} shown`);
      },
      (error) => render_next(
          error.passing ?
              {text: 'The server does not answer.', action: 'Try again', retry: next_page} :
              {
                text: error.detail || error.title,
                action: 'Search again',
                retry: () => show(state, {top: true})
              }));
}

function toggle_more(field) {
  const open = !state.more.includes(field);
  keep({
    ...state,
    more: open ? [...state.more, field] : state.more.filter((name) => name !== field)
  });
  if (answer_key !== key) return show(state);
  const again = () => render_facets(answer.facets, state, {go, toggle_more});
  if (!open) return again();
  return ask((signal) => get_search(states.facet_parameters(state, field), signal), (found) => {
    answer = {...answer, facets: {...answer.facets, [field]: found.facets[field]}};
    learn_labels(answer);
    again();
  }, () => keep({...state, more: state.more.filter((name) => name !== field)}));
}

// With no hits: what the same search would find if it were wider, one request after the other.
async function offer_wider() {
  const asked = answer;
  for (const [text, next] of notice.wider_searches(state)) {
    try {
      const found = await get_search(states.count_parameters(next));
      if (answer !== asked) return;
      if (found.total.articles > 0) notice.add_wider(text, next, found.total.articles);
    } catch {
      return;  // The notice stands without them.
    }
  }
}

function show_article() {
  const retry = () => show(state);
  return ask(
      (signal) => get_article(state.article, signal),
      (found) => {
        render_article(found, state);
        switch_view('article-view');
        render_edges(found.index);
        mark_query(false);
        document.title = `${found.article.title || 'Article'} \u2013 Backfile`;
        window.scrollTo(0, 0);
        byId('headline').focus({preventScroll: true});
      },
      (error) => {
        switch_view(null);
        notice.show_article_error(error, back_link(state), retry);
        say(byId('notice').querySelector('h1').textContent);
      });
}

function start() {
  history.scrollRestoration = 'manual';
  key = history.state?.key ?? 'first';
  history.replaceState({...history.state, key}, '');
  start_form(go);
  start_suggestions();
  start_facets();
  start_timeline({go, keep});
  window.addEventListener('popstate', (event) => {
    remember();
    key = event.state?.key ?? 'first';
    show(states.read_state(new URL(location.href)), {visit: visits.get(key) ?? null});
  });
  window.addEventListener(
      'pagehide', () => history.replaceState({...history.state, scroll: window.scrollY}, ''));
  document.addEventListener('click', follow);
  const scroll = history.state?.scroll;
  show(states.read_state(new URL(location.href)), {visit: scroll ? {scroll} : null});
}

start();
