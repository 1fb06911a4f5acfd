// SPDX-License-Identifier: GPL-3.0-or-later
// Every view: accessible, narrow, dark, and served with a strict policy.

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {assert_accessible, assert_no_overflow} from './browser.mjs';
import {archive, kRefused, visit} from './site.mjs';

describe('every view', () => {
  const views = {
    archive: ['/'],
    results: ['/?q=ferry&language=en&from=1998'],
    article: ['/a/dated-minute?q=quaggamire'],
    empty: ['/?q=zzyzx'],
    error: ['/?q=(', kRefused],
  };
  for (const [name, [path, expected]] of Object.entries(views)) {
    for (const colorScheme of ['light', 'dark']) {
      test(
          `${name}, ${colorScheme}: nothing that axe objects to`,
          () => visit(path, async (page) => {
            await page.evaluate(() => document.querySelectorAll('details').forEach((part) => {
              part.open = true;
            }));
            await page.waitForTimeout(50);
            await assert_accessible(page);
          }, {expected, colorScheme}));

      test(
          `${name}, ${colorScheme}: fits 360 pixels`,
          () => visit(path, async (page) => {
            await assert_no_overflow(page);
            await page.evaluate(() => document.querySelectorAll('details').forEach((part) => {
              part.open = true;
            }));
            if (await page.locator('#filters-toggle').isVisible())
              await page.click('#filters-toggle');
            await assert_no_overflow(page);
          }, {expected, colorScheme, viewport: {width: 360, height: 740}}));
    }
  }

  test('is served with a policy that runs nothing but the page', async () => {
    for (const path of ['/', '/a/dated-day']) {
      const {headers} = await fetch(archive.base + path);
      assert.match(
          headers.get('content-security-policy'),
          /default-src 'none'; script-src 'self'; style-src 'self'/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
  });
});
