// SPDX-License-Identifier: GPL-3.0-or-later
// Articles that were written to do harm, through the page and everything that programs read, in a
// real browser: nothing in them is run, nothing is fetched from elsewhere, and what comes out is
// well-formed.

import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {settled, start_browser} from './browser.mjs';
import {serve_archive} from './programs.mjs';

const kElsewhere = 'http://elsewhere.example';
const kHarm = 'window.harmed=1';
const kPolicy =
    'default-src \'none\'; script-src \'self\'; style-src \'self\'; img-src \'self\'; ' +
    'connect-src \'self\'; form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'';

// What is put into every text field of an article.
const kPayloads = [
  `<script>${kHarm}</script>`,
  `</script><script>${kHarm}</script>`,
  `"><script>${kHarm}</script>`,
  `'><script>${kHarm}</script>`,
  `</title><script>${kHarm}</script>`,
  `</textarea><script>${kHarm}</script>`,
  `<script src="${kElsewhere}/x.js"></script>`,
  `<img src=x onerror="${kHarm}">`,
  `<img src="${kElsewhere}/x.png">`,
  `<svg onload="${kHarm}">`,
  `<svg><animate onbegin="${kHarm}" attributeName="x">`,
  `<iframe src="javascript:parent.harmed=1"></iframe>`,
  `<iframe srcdoc="<script>parent.harmed=1</script>"></iframe>`,
  `<object data="${kElsewhere}/x"></object>`,
  `<embed src="${kElsewhere}/x">`,
  `<link rel="stylesheet" href="${kElsewhere}/x.css">`,
  `<style>@import "${kElsewhere}/x.css";</style>`,
  `<base href="${kElsewhere}/">`,
  `<meta http-equiv="refresh" content="0;url=${kElsewhere}/">`,
  `<body onload="${kHarm}">`,
  `<details open ontoggle="${kHarm}">`,
  `<input autofocus onfocus="${kHarm}">`,
  `<video><source onerror="${kHarm}"></video>`,
  `<form action="${kElsewhere}/"><button>x</button></form>`,
  `<a href="javascript:${kHarm}">x</a>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror="${kHarm}">`,
  `<noscript><p title="</noscript><img src=x onerror=${kHarm}>">`,
  `<template><script>${kHarm}</script></template>`,
  `" onmouseover="${kHarm}" x="`,
  `' onfocus='${kHarm}' autofocus='`,
  `\`\${${kHarm}}\``,
  `{{constructor.constructor('${kHarm}')()}}`,
  `<!--><script>${kHarm}</script>-->`,
  `]]><script>${kHarm}</script>`,
  `<![CDATA[<script>${kHarm}</script>]]>`,
  `&lt;script&gt;${kHarm}&lt;/script&gt;`,
  `&#x3c;script&#x3e;${kHarm}&#x3c;/script&#x3e;`,
  `\u0000\u0001\u0008\u000b\ufffe\uffff control`,
  `\u202egnp.exe\u202c bidi \u2066inside`,
  `\u2028${kHarm}\u2029`,
  `=HYPERLINK("${kElsewhere}","x")`,
  `+cmd|' /C calc'!A0`,
  `-2+3+cmd|' /C calc'!A0`,
  `@SUM(1+1)*cmd|' /C calc'!A0`,
  `\t=1+1`,
  `\r=1+1`,
];
const kAddresses = [
  `javascript:${kHarm}`, `JaVaScRiPt:${kHarm}`, `java\tscript:${kHarm}`, ` javascript:${kHarm}`,
  `data:text/html,<script>${kHarm}</script>`, `vbscript:${kHarm}`, 'file:///etc/passwd',
  `//elsewhere.example/x`, `http://a"onclick="${kHarm}`, `https://good.example/<script>${kHarm}</script>`
];

const kRecords = kPayloads.map((payload, i) => ({
                                 id: `hostile-${i}`,
                                 url: kAddresses[i % kAddresses.length],
                                 title: `${payload} quaggamire ${i}`,
                                 text: `quaggamire ${i} ${payload}\n\n${payload}\n\n${payload} end`,
                                 authors: [payload, `A${i} ${payload}`],
                                 source: {id: `s${i}.example`, name: payload},
                                 section: payload,
                                 place: payload,
                                 agency: payload,
                                 tags: [payload],
                                 language: 'en',
                                 published: `2016-05-${String(1 + i % 28).padStart(2, '0')}`
                               }));

let archive;
let browser;
before(async () => {
  archive = await serve_archive(kRecords);
  browser = await start_browser();
});
after(async () => {
  await browser?.close();
  await archive?.close();
});

// Opens each path and gives `body` the page; fails on anything that was run or fetched from
// elsewhere.
async function unharmed(paths, body = async () => {}) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const faults = [];
    page.on('dialog', (dialog) => {
      faults.push(`dialog ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${archive.base}/`)) faults.push(`fetched ${request.url()}`);
    });
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) faults.push(message.text());
    });
    for (const path of paths) {
      await page.goto(archive.base + path);
      await body(page);
      await page.waitForTimeout(50);  // For what would be run a moment later.
      assert.equal(await page.evaluate(() => window.harmed), undefined, path);
      assert.ok(page.url().startsWith(`${archive.base}/`), page.url());
      assert.deepEqual(faults, [], path);
    }
  } finally {
    await context.close();
  }
}

// Elements that only markup of an article could have put there, and links that lead nowhere good.
async function assert_text_only(page) {
  const found = await page.evaluate(() => {
    const alien = [...document.querySelectorAll(
        'main :is(script, img, iframe, object, embed, link, style, base, meta, video, math, template)')];
    const handlers = [...document.querySelectorAll('*')].filter(
        (element) => element.getAttributeNames().some((name) => name.startsWith('on')));
    const links = [...document.querySelectorAll('a[href]')].filter(
        (link) => !['http:', 'https:'].includes(link.protocol));
    return [...alien, ...handlers, ...links].map((element) => element.outerHTML);
  });
  assert.deepEqual(found, []);
}

async function assert_settled(page) {
  await settled(page);
  await assert_text_only(page);
}

async function body_of(path) {
  const response = await fetch(archive.base + path);
  assert.equal(response.status, 200, path);
  return response.text();
}

// RFC 4180.
function csv_rows(text) {
  const rows = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    assert.ok(found, `no field at ${field.lastIndex}`);
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe('hostile articles', () => {
  test('in the list of results', () => unharmed(['/?q=quaggamire'], async (page) => {
         await page.locator('#results h3 a').first().waitFor();
         await assert_text_only(page);
       }));

  test('as a filter', () => unharmed(kPayloads.slice(0, 5).map(
                                         (payload) => `/?section=${encodeURIComponent(payload)}`),
                                     assert_settled));

  test('each on its own page', () => unharmed(kRecords.map((record) => `/a/${record.id}`), async (page) => {
         await page.locator('h1#headline').waitFor();
         await assert_text_only(page);
       }));

  test('as a query', () => unharmed(kPayloads.map((payload) => `/?q=${encodeURIComponent(payload)}`),
                                    assert_settled));

  test('in the forms that other programs read, opened in a browser', () => {
    const forms = ['.html', '.json', '.jsonld'];
    const articles =
        kRecords.map((record, i) => `/api/v1/articles/${record.id}${forms[i % forms.length]}`);
    return unharmed([...articles, '/feeds/search.json?q=quaggamire', '/api/v1/search?q=quaggamire']);
  });

  test('feeds are well-formed, and link to http(s) only', () => unharmed(['/'], async (page) => {
         for (const format of ['atom', 'rss']) {
           const xml = await body_of(`/feeds/search.${format}?q=quaggamire&page_size=1000`);
           const found = await page.evaluate((text) => {
             const document_of = new DOMParser().parseFromString(text, 'application/xml');
             const links = [...document_of.querySelectorAll('link, guid, id')]
                               .map((link) => link.getAttribute('href') ?? link.textContent);
             return {
               error: document_of.querySelector('parsererror')?.textContent ?? null,
               entries: document_of.querySelectorAll('entry, item').length,
               bad: links.filter((link) => /^\s*(java|vb)?script:|^\s*(data|file):/i.test(link)),
               elements: document_of.querySelectorAll('script, img, iframe').length
             };
           }, xml);
           assert.deepEqual(found, {error: null, entries: kRecords.length, bad: [], elements: 0});
         }
       }));

  test('no field of a table begins as a formula does', async () => {
    const rows = csv_rows(await body_of('/api/v1/export?format=csv&q=quaggamire'));
    assert.match(rows.pop()[0], /^# articles=/);
    assert.equal(rows.length, kRecords.length + 1);
    for (const row of rows) {
      assert.equal(row.length, rows[0].length);
      for (const field of row) assert.doesNotMatch(field, /^[=+\-@\t\r]/);
    }
  });

  test('lines and objects of JSON are whole', async () => {
    const lines = (await body_of('/api/v1/export?format=jsonl&q=quaggamire')).trimEnd().split('\n');
    for (const line of lines) JSON.parse(line);
    const feed = JSON.parse(await body_of('/feeds/search.json?q=quaggamire&page_size=1000'));
    assert.equal(feed.items.length, kRecords.length);
    for (const item of feed.items) assert.match(item.url, /^https?:/);
  });

  test('every answer says what a browser may do with it', async () => {
    for (const path
             of ['/', '/a/hostile-1', '/api/v1/search?q=quaggamire', '/api/v1/articles/hostile-1.html',
                 '/feeds/search.atom', '/api/v1/export', '/none', '/api/v1/search?q=%28', '/metrics']) {
      const {headers} = await fetch(archive.base + path);
      assert.equal(headers.get('content-security-policy'), kPolicy, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.equal(headers.get('access-control-allow-origin'), null, path);
    }
  });
});
