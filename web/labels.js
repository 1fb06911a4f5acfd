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
  type: 'Type',
  country: 'Country',
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
  type: 'a type',
  country: 'a country',
};

const kTypeNames = {
  news: 'News report',
  brief: 'News in brief',
  live: 'Live coverage',
  analysis: 'Analysis',
  background: 'Background',
  feature: 'Feature',
  interview: 'Interview',
  obituary: 'Obituary',
  transcript: 'Transcript',
  listing: 'Listing',
  opinion: 'Opinion',
  editorial: 'Editorial',
  column: 'Column',
  letter: 'Letter to the editor',
  review: 'Review',
  satire: 'Satire',
  factcheck: 'Fact check',
  correction: 'Correction notice',
  callout: 'Call to readers',
  release: 'Press release',
  advert: 'Advertisement',
};

const languages = new Intl.DisplayNames(['en'], {type: 'language'});
const countries = new Intl.DisplayNames(['en'], {type: 'region'});
const learned = new Map();

export function field_name(field) { return kFieldNames[field] ?? field; }

// "a place": for "12 without a place".
export function one_of_field(field) { return kWithout[field] ?? field; }

// A code that is none has no name but itself.
function display_name(names, code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

export function language_name(tag) { return display_name(languages, tag); }

export function country_name(code) { return display_name(countries, code.toUpperCase()); }

export function type_name(type) { return kTypeNames[type.toLowerCase()] ?? type; }

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
  if (field === 'country') return country_name(value);
  if (field === 'type') return type_name(value);
  if (field === 'story') return 'copies of one article';
  return learned.get(`${field} ${value}`) || value;
}
