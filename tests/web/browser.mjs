// SPDX-License-Identifier: GPL-3.0-or-later
// Headless Chromium and what every page must obey: no errors, no other origin, no markup run.

import axe from 'axe-core';
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

const kArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'
];

export function start_browser() {
  return chromium.launch({
    executablePath: process.env.BACKFILE_CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: kArguments
  });
}

// Runs `body` on a page of its own at `path`. `expected` matches the console errors that the test
// provokes (Chromium reports each answer above 399); any other fails the test.
export async function on_page(browser, base, path, body, {expected = null, ...options} = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  const faults = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      const known = expected?.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !known) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('dialog', (dialog) => {
      faults.push(`dialog ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${base}/`)) faults.push(`request to ${request.url()}`);
    });
    await page.goto(base + path);
    await settled(page);
    await body(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

// The page has its answer, and shows one of its three views.
export async function settled(page) {
  await page.waitForFunction(
      () => document.getElementById('main').getAttribute('aria-busy') === 'false' && [
        'search-view', 'article-view', 'notice'
      ].some((id) => !document.getElementById(id).hidden));
}

// Acts, then waits for the address to change and the page to settle on it.
export async function moved(page, act) {
  const before = page.url();
  await act();
  await page.waitForFunction((url) => location.href !== url, before);
  await settled(page);
  return new URL(page.url());
}

export async function total_of(page) {
  const text = await page.locator('#total').textContent();
  return text === 'No articles' ? 0 :
                                  Number(/^([\d,]+) articles?$/.exec(text)[1].replaceAll(',', ''));
}

export async function assert_no_overflow(page) {
  const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${over} pixels too wide at ${page.url()}`);
}

export async function assert_accessible(page) {
  await page.evaluate(axe.source);
  const found =
      await page.evaluate(() => globalThis.axe.run(document, {resultTypes: ['violations']}));
  assert.deepEqual(
      found.violations.map(
          (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`),
      []);
}
