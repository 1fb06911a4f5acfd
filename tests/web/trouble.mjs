// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says when a search fails or finds nothing.

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {moved, total_of} from './browser.mjs';
import {archive, assert_shows, kRefused, total, visit} from './site.mjs';

describe('what can go wrong', () => {
  test(
      'an unreadable query is shown with the place of its error',
      () => visit('/?q=ferry+(tram+AND)', async (page) => {
        const response = await fetch(`${archive.base}/api/v1/search?q=ferry+(tram+AND)`);
        const problem = await response.json();
        const {position} = problem.errors[0];
        assert.equal(await page.locator('h1:visible').textContent(), problem.title);
        assert.equal(
            await page.locator('.position').textContent(), `At character ${position + 1}.`);
        const before_it =
            await page.locator('.pointed-at').evaluate((mark) => mark.previousSibling.textContent);
        assert.equal(before_it, 'ferry (tram AND)'.slice(0, position));
        assert.equal(await page.getAttribute('#q', 'aria-invalid'), 'true');
        await page.fill('#q', 'ferry');
        await moved(page, () => page.press('#q', 'Enter'));
        await assert_shows(page, 'q=ferry');
        assert.equal(await page.getAttribute('#q', 'aria-invalid'), null);
      }, {expected: kRefused}));

  test(
      'positions count characters, not the halves of rare ones',
      () => visit(`/?q=${encodeURIComponent('𝔣erry (')}`, async (page) => {
        const response =
            await fetch(`${archive.base}/api/v1/search?q=${encodeURIComponent('𝔣erry (')}`);
        const {position} = (await response.json()).errors[0];
        const before_it =
            await page.locator('.pointed-at').evaluate((mark) => mark.previousSibling.textContent);
        assert.equal(before_it, Array.from('𝔣erry (').slice(0, position).join(''));
      }, {expected: kRefused}));

  test(
      'a search without hits says so and offers wider ones that have some',
      () => visit('/?q=ferry&from=1700&to=1701', async (page) => {
        assert.equal(await total_of(page), 0);
        const wider = page.locator('#wider a').first();
        await wider.waitFor();
        const count = parseInt(await wider.textContent(), 10);
        assert.equal(count, await total('q=ferry'));
        await moved(page, () => wider.click());
        assert.equal(await total_of(page), count);
      }));

  test(
      'a source that is filtered for is named even when nothing is found',
      () => archive.api('/sources').then(({sources}) => {
        const {id, name} = sources.find((source) => source.name && source.name !== source.id);
        return visit(`/?q=zzyzxquagga&source=${encodeURIComponent(id)}`, async (page) => {
          assert.equal(await total_of(page), 0);
          await page.locator('#chips .chip bdi', {hasText: name}).waitFor();
          const listed = page.locator('[data-facet=source] .facet-label');
          assert.deepEqual(await listed.allTextContents(), [name]);
        });
      }));

  test(
      'a server that is away is named calmly, and tried again',
      () => visit('/?q=ferry', async (page) => {
        await page.context().setOffline(true);
        await page.fill('#q', 'harbour');
        await moved(page, () => page.press('#q', 'Enter'));
        assert.equal(await page.locator('h1:visible').textContent(), 'The server does not answer');
        await page.context().setOffline(false);
        await page.click('#notice button');
        await page.waitForSelector('#search-view:not([hidden])');
        await assert_shows(page, 'q=harbour');
      }, {expected: /ERR_INTERNET_DISCONNECTED/}));
});
