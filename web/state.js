// SPDX-License-Identifier: GPL-3.0-or-later
// What the page shows, and its address: each is derived from the other.

export const kFilters = [
  'source', 'section', 'author', 'agency', 'place', 'language', 'tag', 'status', 'story', 'type',
  'country'
];
export const kFacets =
    ['source', 'country', 'section', 'type', 'language', 'agency', 'author', 'place'];
export const kPageSize = 20;
const kFacetSize = 8;
const kFacetSizeMore = 200;
const kSorts = ['relevance', 'newest', 'oldest', 'indexed', 'words', '-words'];

function search_of(parameters) {
  const filters = {};
  for (const name of kFilters) {
    const values = [...new Set(parameters.getAll(name).filter(Boolean))];
    if (values.length) filters[name] = values;
  }
  const sort = parameters.get('sort');
  return {
    q: parameters.get('q')?.trim() ?? '',
    from: parameters.get('from') ?? '',
    to: parameters.get('to') ?? '',
    sort: kSorts.includes(sort) ? sort : '',
    filters,
    chart: parameters.get('chart') === 'share' ? 'share' : 'count',
    more: parameters.getAll('more').filter((name) => kFacets.includes(name)),
  };
}

// {article: id or null, and the search that the article was found by or that is shown}
export function read_state(url) {
  const search = search_of(url.searchParams);
  const found = /^\/a\/([^/]+)$/.exec(url.pathname);
  return {...search, article: found ? decode(found[1]) : null};
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Without words nothing is more relevant than anything else.
export function sort_of(state) {
  if (!state.q && state.sort === 'relevance') return 'newest';
  return state.sort || (state.q ? 'relevance' : 'newest');
}

function search_parameters(state) {
  const parameters = new URLSearchParams();
  if (state.q) parameters.append('q', state.q);
  if (state.from) parameters.append('from', state.from);
  if (state.to) parameters.append('to', state.to);
  for (const name of kFilters) {
    for (const value of state.filters[name] ?? []) parameters.append(name, value);
  }
  return parameters;
}

export function address_of(state) {
  const parameters = search_parameters(state);
  if (state.sort && state.sort !== (state.q ? 'relevance' : 'newest'))
    parameters.append('sort', state.sort);
  if (state.chart === 'share') parameters.append('chart', 'share');
  for (const name of state.more) parameters.append('more', name);
  const query = parameters.toString();
  const path = state.article ? `/a/${encodeURIComponent(state.article)}` : '/';
  return query ? `${path}?${query}` : path;
}

// The whole search: hits, facets and timeline.
export function api_parameters(state) {
  const parameters = search_parameters(state);
  parameters.append('sort', sort_of(state));
  parameters.append('page_size', kPageSize);
  for (const name of kFacets) parameters.append('facet', name);
  parameters.append('facet_size', state.more.length ? kFacetSizeMore : kFacetSize);
  parameters.append('interval', 'auto');
  return parameters;
}

export function next_page_parameters(state, cursor) {
  const parameters = search_parameters(state);
  parameters.append('sort', sort_of(state));
  parameters.append('page_size', kPageSize);
  parameters.append('cursor', cursor);
  return parameters;
}

export function facet_parameters(state, name) {
  const parameters = search_parameters(state);
  parameters.append('page_size', 0);
  parameters.append('facet', name);
  parameters.append('facet_size', kFacetSizeMore);
  return parameters;
}

export function count_parameters(state) {
  const parameters = search_parameters(state);
  parameters.append('page_size', 0);
  return parameters;
}

// How many values of a facet are listed before "more" is asked for.
export function facet_limit(state, name) {
  return state.more.includes(name) ? kFacetSizeMore : kFacetSize;
}

export function with_filter(state, name, value, on) {
  const values = (state.filters[name] ?? []).filter((other) => other !== value);
  if (on) values.push(value);
  const filters = {...state.filters, [name]: values};
  if (!values.length) delete filters[name];
  return {...state, filters};
}

export function has_filters(state) { return Object.keys(state.filters).length > 0; }

// The search that lists everything with this one value.
export function filter_only(name, value) {
  return {
    q: '',
    from: '',
    to: '',
    sort: '',
    filters: {[name]: [value]},
    chart: 'count',
    more: [],
    article: null
  };
}
