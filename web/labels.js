// SPDX-License-Identifier: GPL-3.0-or-later
// What the values of filters are called. Names of sources are learned from the answers.

const kFieldNames = {
  source: 'Source',
  section: 'Section',
  author: 'Author',
  agency: 'Agency',
  place: 'Place',
  language: 'Language',
  tag: 'Tag',
  status: 'Status',
  story: 'Story',
};
const kWithout = {
  source: 'a source',
  section: 'a section',
  author: 'an author',
  agency: 'an agency',
  place: 'a place',
  language: 'a language',
  tag: 'a tag',
  status: 'a status',
  story: 'a story',
};

const languages = new Intl.DisplayNames(['en'], {type: 'language'});
const learned = new Map();

export function field_name(field) { return kFieldNames[field] ?? field; }

// "a place": for "12 without a place".
export function one_of_field(field) { return kWithout[field] ?? field; }

export function language_name(tag) {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function learn_labels(answer) {
  for (const [field, facet] of Object.entries(answer.facets ?? {})) {
    for (const bucket of facet.buckets) learned.set(`${field} ${bucket.value}`, bucket.label);
  }
  for (const hit of answer.results ?? []) {
    if (hit.source?.id) learned.set(`source ${hit.source.id}`, hit.source.name);
  }
}

export function learn_sources(sources) {
  for (const {id, name} of sources) learned.set(`source ${id}`, name);
}

export function is_learned(field, value) { return learned.has(`${field} ${value}`); }

export function label_of(field, value) {
  if (field === 'language') return language_name(value);
  if (field === 'story') return 'copies of one article';
  return learned.get(`${field} ${value}`) || value;
}
