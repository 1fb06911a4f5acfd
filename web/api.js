// SPDX-License-Identifier: GPL-3.0-or-later
// The public API. A failure is thrown as an ApiError that carries what the server said.

const kBase = '/api/v1';

export class ApiError extends Error {
  // status 0: there was no answer at all.
  constructor(status, problem = {}) {
    super(problem.detail ?? problem.title ?? 'The server does not answer.');
    this.status = status;
    this.code = problem.code ?? '';
    this.title = problem.title ?? '';
    this.detail = problem.detail ?? '';
    this.errors = problem.errors ?? [];
  }

  // Worth another try: the request was not at fault.
  get passing() { return this.status === 0 || this.status === 429 || this.status >= 500; }
}

async function get(path, signal) {
  let response;
  let body;
  try {
    response = await fetch(kBase + path, {signal, headers: {Accept: 'application/json'}});
    body = await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(response && !response.ok ? response.status : 0);
  }
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

export function search_url(parameters) { return `${kBase}/search?${parameters}`; }

export function get_search(parameters, signal) { return get(`/search?${parameters}`, signal); }

export function get_suggestions(typed, signal) {
  return get(`/suggest?${new URLSearchParams({q: typed})}`, signal);
}

export function get_sources() { return get('/sources'); }

export function get_article(id, signal) {
  return get(`/articles/${encodeURIComponent(id)}`, signal);
}
