// SPDX-License-Identifier: GPL-3.0-or-later
// One article as the archive keeps it.

import {format_instant} from './dates.js';
import {byId, h, isolated, language_attributes, number, safe_url} from './dom.js';
import {country_name, language_name, learn_labels, type_name} from './labels.js';
import {address_of, filter_only} from './state.js';

const kStatus = {
  corrected: 'This is a corrected version.',
  updated: 'This version was updated by its source.',
  withheld: 'The source asked that this article not be used.',
  canceled: 'The source has withdrawn this article.',
};

const kDateSources = {
  'json-ld': 'the structured data of the page',
  meta: 'the meta tags of the page',
  label: 'a label on the page',
  record: 'the record',
  url: 'the address of the page',
};

export function back_link(state) {
  const address = address_of({...state, article: null});
  const text = address === '/' ? 'To the archive' :
      state.q                  ? ['Back to the search for \u201c', isolated(state.q), '\u201d'] :
                                 'Back to the search';
  return h(
      'p', {class: 'back'},
      h('a', {href: address, 'data-back': true}, h('span', {'aria-hidden': 'true'}, '\u2190 '),
        text));
}

function filter_link(field, value, label = value) {
  return h('a', {href: address_of(filter_only(field, value))}, isolated(label));
}

function listed(links) { return links.flatMap((link, index) => (index ? [', ', link] : [link])); }

function original_link(article, text) {
  const url = safe_url(article.url) ?? safe_url(article.canonical_url);
  return url ? h('a', {href: url, rel: 'noopener noreferrer nofollow'}, text) : null;
}

function headline(article) {
  const language = language_attributes(article.language);
  const source = article.source?.id ?
      filter_link('source', article.source.id, article.source.name || article.source.id) :
      null;
  return h(
      'header', {},
      h('p', {class: 'kicker'}, source && h('span', {class: 'source'}, source),
        article.section ?
            [
              h('span', {class: 'dot', 'aria-hidden': 'true'}, ' \u00b7 '),
              filter_link('section', article.section)
            ] :
            null),
      h('h1', {id: 'headline', tabindex: '-1', ...language, dir: 'auto'},
        article.title || '(without a headline)'),
      article.subtitle ? h('p', {class: 'subtitle', ...language, dir: 'auto'}, article.subtitle) :
                         null,
      byline(article));
}

function byline(article) {
  const authors = listed((article.authors ?? []).map((author) => filter_link('author', author)));
  const parts = [
    authors.length ? ['By ', ...authors] : null,
    article.agency ? [filter_link('agency', article.agency)] : null,
    article.place ? [filter_link('place', article.place)] : null,
    [article.published ?
         h('time', {datetime: article.published}, format_instant(article.published)) :
         'undated'],
  ].filter(Boolean);
  return h(
      'p', {class: 'article-byline'},
      parts.flatMap(
          (part, index) => index ?
              [h('span', {class: 'dot', 'aria-hidden': 'true'}, ' \u00b7 '), ...part] :
              part));
}

function status_banner(article) {
  if (!article.status || article.status === 'usable') return null;
  return h(
      'p', {class: 'banner', role: 'note'},
      kStatus[article.status] ?? `Status: ${article.status}.`);
}

function body(article) {
  const paragraphs =
      (article.text ?? '').split(/\n{2,}/).map((text) => text.trim()).filter(Boolean);
  const language = language_attributes(article.language);
  return h(
      'div', {class: 'text', ...language},
      article.abstract && article.abstract !== paragraphs[0] ?
          h('p', {class: 'abstract'}, article.abstract) :
          null,
      paragraphs.length ? paragraphs.map((text) => h('p', {}, text)) :
                          h('p', {class: 'no-text', lang: 'en', dir: 'ltr'},
                            'The archive holds no text of this article.'));
}

function row(name, value) {
  return value && (!Array.isArray(value) || value.length) ?
      h('div', {}, h('dt', {}, name), h('dd', {}, value)) :
      null;
}

function facts(article) {
  const origin = article.date_source ?
      `, from ${kDateSources[article.date_source] ?? article.date_source}` :
      '';
  return h(
      'dl', {class: 'facts'},
      row('Published', article.published ? format_instant(article.published) + origin : 'undated'),
      row('Updated', article.updated && format_instant(article.updated)),
      row('Tags', listed((article.tags ?? []).map((tag) => filter_link('tag', tag)))),
      row('Type', article.type && filter_link('type', article.type, type_name(article.type))),
      row('Country',
          article.source?.country &&
              filter_link('country', article.source.country, country_name(article.source.country))),
      row('Language',
          article.language &&
              filter_link('language', article.language, language_name(article.language))),
      row('Copies',
          article.story_id &&
              filter_link(
                  'story', article.story_id,
                  `${number(article.story_articles)}, this one included`)),
      row('Length', article.words && `${number(article.words)} words`),
      row('Version', article.version && String(article.version)),
      row('Original', original_link(article, isolated(article.url ?? article.canonical_url))),
      row('Record',
          h('a', {href: `/api/v1/articles/${encodeURIComponent(article.id)}`}, 'as JSON')));
}

export function render_article(answer, state) {
  const article = answer.article;
  learn_labels({results: [article]});
  byId('article-view')
      .replaceChildren(
          back_link(state),
          h('article', {class: 'article'}, headline(article), status_banner(article), body(article),
            h('footer', {}, h('h2', {class: 'hidden-text'}, 'About this article'),
              facts(article))));
}
