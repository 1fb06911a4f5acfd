// SPDX-License-Identifier: GPL-3.0-or-later
// The archive under test, its server and the browser, shared by all tests of the page.

import assert from 'node:assert/strict';

import {on_page, start_browser, total_of} from './browser.mjs';
import {serve_archive} from './programs.mjs';

// What Chromium reports when the API refuses a query.
export const kRefused = /status of 400/;
const kText =
    'The quaggamire opened at noon, and a crowd of neighbours came to see it with their children.';

// Records of this test, found by a word that nobody else uses.
export const kRecords = [
  {
    id: 'hostile-1',
    url: 'javascript:window.harmed=1',
    source: {id: 'markup.example', name: '<b onclick="window.harmed=1">Markup</b>'},
    title: '<script>window.harmed=1</script><img src=x onerror="window.harmed=1"> quaggamire',
    authors: ['<i>Ann</i>'],
    text: `${kText}\n\n</p><script>window.harmed=1</script><svg onload="window.harmed=1">`,
    language: 'en',
    published: '2016-05-04'
  },
  {
    id: 'dated-year',
    url: 'https://dates.example/year',
    title: 'Quaggamire by the year',
    text: kText,
    published: '2017'
  },
  {
    id: 'dated-month',
    url: 'https://dates.example/month',
    title: 'Quaggamire by the month',
    text: kText,
    published: '2017-01'
  },
  {
    id: 'dated-day',
    url: 'https://dates.example/day',
    title: 'Quaggamire by the day',
    text: kText,
    published: '2017-01-19'
  },
  {
    id: 'dated-minute',
    url: 'https://dates.example/minute',
    title: 'Quaggamire by the minute',
    text: kText,
    published: '2017-01-19T16:26:00+05:30',
    updated: '2017-01-19T16:32:00+05:30'
  },
  {
    id: 'dated-never',
    url: 'https://dates.example/never',
    title: 'Quaggamire of no date',
    text: kText
  },
];

// Set by open_site.
export let archive;
let browser;

export async function open_site() {
  archive = await serve_archive(kRecords);
  browser = await start_browser();
}

export async function close_site() {
  await browser?.close();
  await archive?.close();
}

export const visit = (path, body, options) => on_page(browser, archive.base, path, body, options);
export const total = async (query) =>
    (await archive.api(`/search?${query}&page_size=0`)).total.articles;

export async function assert_shows(page, query) {
  const expected = await total(query);
  assert.ok(expected > 0, query);
  assert.equal(await total_of(page), expected, query);
}

export const dates_of = (url) =>
    `from=${url.searchParams.get('from')}&to=${url.searchParams.get('to')}`;
