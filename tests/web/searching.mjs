// SPDX-License-Identifier: GPL-3.0-or-later
// Words, order, dates and facets, as a reader uses them.

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {moved, settled, total_of} from './browser.mjs';
import {archive, assert_shows, dates_of, total, visit} from './site.mjs';

describe('searching', () => {
  test(
      'the count is that of the API, and the words are marked',
      () => visit('/', async (page) => {
        await assert_shows(page, 'q=');
        await page.fill('#q', 'ferry');
        const url = await moved(page, () => page.press('#q', 'Enter'));
        assert.equal(url.search, '?q=ferry');
        await assert_shows(page, 'q=ferry');
        const marks = await page.locator('#results mark').allTextContents();
        assert.ok(marks.length > 0);
        for (const mark of marks) assert.match(mark, /^ferr(y|ies)/i);
        assert.match(await page.locator('#status').textContent(), /^\d+ articles$/);
      }));

  test(
      'the slash key leads to the search box',
      () => visit('/?q=ferry', async (page) => {
        await page.keyboard.press('/');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
        assert.equal(await page.inputValue('#q'), 'ferry');
      }));

  test(
      'words of the archive are offered while one is typed',
      () => visit('/', async (page) => {
        await page.locator('#q').pressSequentially('night fe');
        await page.waitForFunction(
            () => document.querySelector('#q-words option')?.value.startsWith('night fe'));
        const {words} = await archive.api('/suggest?q=night+fe');
        const offered = await page.locator('#q-words option')
                            .evaluateAll((options) => options.map((option) => option.value));
        assert.deepEqual(offered, words.map((word) => word.text));
      }));

  test(
      'the list continues to the last article, each once',
      () => visit('/', async (page) => {
        const all = await total('q=');
        for (let shown = 20; shown < all; shown += 20) {
          await page.waitForFunction(
              (n) => document.querySelectorAll('#results > li').length === n, shown);
          await page.click('#more-button');
        }
        await page.waitForFunction(
            (n) => document.querySelectorAll('#results > li').length === n, all);
        const links = await page.locator('#results h3 a')
                          .evaluateAll((found) => found.map((link) => link.href));
        assert.equal(new Set(links).size, all);
        assert.equal(await page.locator('.shown').textContent(), `All ${all} articles shown`);
        assert.equal(await page.locator('#more-button').count(), 0);
      }));

  test(
      'the order chosen is the order shown',
      () => visit('/?q=ferry', async (page) => {
        for (const sort of ['oldest', 'indexed', '-words', 'words', 'newest']) {
          const url = await moved(page, () => page.selectOption('#sort', sort));
          assert.equal(url.searchParams.get('sort'), sort);
          const {results} = await archive.api(`/search?q=ferry&sort=${sort}`);
          assert.deepEqual(
              await page.locator('#results h3').allTextContents(),
              results.map((hit) => hit.title));
        }
      }));

  test(
      'without words everything can be in any order but that of relevance',
      () => visit('/?sort=-words', async (page) => {
        const shown = () => page.locator('#results h3').allTextContents();
        const expected = async (sort) =>
            (await archive.api(`/search?sort=${sort}`)).results.map((hit) => hit.title);
        assert.equal(await page.inputValue('#sort'), '-words');
        assert.deepEqual(await shown(), await expected('-words'));
        await visit('/?sort=relevance', async (fresh) => {
          assert.equal(await fresh.inputValue('#sort'), 'newest');
        });
      }));

  test(
      'an answer that comes late does not replace a newer one',
      () => visit('/', async (page) => {
        await page.route(/q=harbour/, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 800));
          await route.continue().catch(() => {});
        });
        await page.fill('#q', 'harbour');
        await page.press('#q', 'Enter');
        await page.fill('#q', 'ferry');
        await page.press('#q', 'Enter');
        await page.waitForTimeout(1200);
        await settled(page);
        assert.match(await page.locator('#count').textContent(), /ferry/);
        await assert_shows(page, 'q=ferry');
      }));

  test(
      'a typed date filters, and coarse dates of an address are kept',
      () => visit('/?q=ferry&from=2001&to=2019-06', async (page) => {
        assert.equal(await page.inputValue('#from'), '2001-01-01');
        assert.equal(await page.inputValue('#to'), '2019-06-30');
        await assert_shows(page, 'q=ferry&from=2001&to=2019-06');
        const url = await moved(page, () => page.fill('#from', '2003-02-01'));
        assert.equal(dates_of(url), 'from=2003-02-01&to=2019-06');
        await assert_shows(page, 'q=ferry&from=2003-02-01&to=2019-06');
      }));

  test(
      'an address opened afresh gives the same page',
      () => visit('/?q=ferry', async (page) => {
        await moved(page, () => page.locator('[data-facet=source] input').first().click());
        await moved(page, () => page.selectOption('#sort', 'newest'));
        await moved(page, () => page.click('#chart-mode label:last-child'));
        const url = new URL(page.url());
        assert.equal(url.searchParams.get('chart'), 'share');
        const content = (some) =>
            some.evaluate(() => document.getElementById('search-view').innerText + [
              'q', 'from', 'to', 'sort'
            ].map((id) => document.getElementById(id).value).join('|'));
        const expected = await content(page);
        await visit(
            url.pathname + url.search,
            async (fresh) => assert.equal(await content(fresh), expected));
      }));
});

describe('facets', () => {
  test(
      'a choice filters, a second widens it, and going back undoes both',
      () => visit('/?q=ferry', async (page) => {
        const whole = await total_of(page);
        const boxes = page.locator('[data-facet=source] input');
        const [first, second] = [await boxes.nth(0).inputValue(), await boxes.nth(1).inputValue()];
        const counts = page.locator('[data-facet=source] .facet-count');
        const announced = parseInt(await counts.nth(0).textContent(), 10);
        const url = await moved(page, () => boxes.nth(0).click());
        assert.deepEqual(url.searchParams.getAll('source'), [first]);
        assert.equal(await total_of(page), announced);
        await assert_shows(page, `q=ferry&source=${first}`);
        assert.equal(await page.evaluate(() => document.activeElement.value), first);
        await moved(
            page, () => page.locator(`[data-facet=source] input[value="${second}"]`).click());
        await assert_shows(page, `q=ferry&source=${first}&source=${second}`);
        assert.equal(await page.locator('#chips .chip').count(), 2);
        await moved(page, () => page.goBack());
        await assert_shows(page, `q=ferry&source=${first}`);
        await moved(page, () => page.goBack());
        assert.equal(await total_of(page), whole);
        assert.equal(await page.locator('[data-facet=source] input:checked').count(), 0);
      }));

  test('a chip removes its filter', () => visit('/?q=ferry&language=en', async (page) => {
                                      await assert_shows(page, 'q=ferry&language=en');
                                      const url =
                                          await moved(page, () => page.click('#chips .chip'));
                                      assert.equal(url.search, '?q=ferry');
                                      await assert_shows(page, 'q=ferry');
                                    }));

  test(
      'countries and types have names, in the facet, in the chip and beside an article',
      () => visit('/', async (page) => {
        const germany = page.locator('[data-facet=country] li', {hasText: 'Germany'});
        const articles = parseInt(await germany.locator('.facet-count').textContent(), 10);
        const url = await moved(page, () => germany.locator('input').click());
        assert.equal(url.searchParams.get('country'), 'DE');
        assert.equal(await total_of(page), articles);
        await assert_shows(page, 'country=DE');
        assert.match(await page.locator('#chips .chip').first().textContent(), /Country Germany/);
        await moved(page, () => page.click('#chips .chip'));
        const review = page.locator('[data-facet=type] li', {hasText: 'Review'});
        await moved(page, () => review.locator('input').click());
        await assert_shows(page, 'type=review');
        const tags = await page.locator('#results .kicker .tag').allTextContents();
        assert.ok(tags.includes('Review'), tags.join());
        await moved(page, () => page.locator('#results h3 a').first().click());
        const facts = await page.locator('.facts').textContent();
        assert.match(facts, /Type\s*Review/);
      }));

  test(
      'a long facet opens to all of its values',
      () => visit('/', async (page) => {
        const {facets} = await archive.api('/search?q=&page_size=0&facet=place&facet_size=200');
        assert.ok(facets.place.distinct > 8, 'the sample has too few places');
        const rows = page.locator('[data-facet=place] li');
        assert.equal(await rows.count(), 8);
        await moved(page, () => page.click('[data-facet=place] button'));
        assert.equal(await rows.count(), facets.place.distinct);
      }));
});
