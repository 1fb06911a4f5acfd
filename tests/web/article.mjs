// SPDX-License-Identifier: GPL-3.0-or-later
// One article: its record, its dates, and that nothing in it is ever run.

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {moved} from './browser.mjs';
import {archive, assert_shows, visit} from './site.mjs';

const kMarkup = '<script>window.harmed=1</script><img src=x onerror="window.harmed=1"> quaggamire';

describe('an article', () => {
  test(
      'shows its record, and leads back to the same place in the list',
      () => visit('/?q=ferry', async (page) => {
        const link = page.locator('#results h3 a').nth(5);
        await link.scrollIntoViewIfNeeded();
        const scroll = await page.evaluate(() => window.scrollY);
        const url = await moved(page, () => link.click());
        assert.match(url.pathname, /^\/a\/[^/]+$/);
        assert.equal(url.searchParams.get('q'), 'ferry');
        const {article} = await archive.api(`/articles/${url.pathname.slice(3)}`);
        assert.equal(await page.locator('h1#headline').textContent(), article.title);
        assert.equal(await page.locator('.text').getAttribute('lang'), article.language);
        const paragraphs = article.text.split('\n\n').map((text) => text.trim());
        const shown = await page.locator('.text p:not(.abstract)').allTextContents();
        assert.deepEqual(shown, paragraphs);
        assert.equal(await page.title(), `${article.title} \u2013 Backfile`);
        const back = await moved(page, () => page.click('.back a'));
        assert.equal(back.pathname + back.search, '/?q=ferry');
        await assert_shows(page, 'q=ferry');
        assert.equal(await page.evaluate(() => window.scrollY), scroll);
      }));

  test(
      'opened afresh it leads to its search',
      () => visit('/a/dated-day?q=quaggamire', async (page) => {
        const url = await moved(page, () => page.click('.back a'));
        assert.equal(url.pathname + url.search, '/?q=quaggamire');
        await assert_shows(page, 'q=quaggamire');
      }));

  test(
      'its original is linked without a trace',
      () => visit('/a/dated-day', async (page) => {
        const link = page.locator('.facts a[rel]');
        assert.equal(await link.getAttribute('href'), 'https://dates.example/day');
        assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');
      }));

  test('dates are as exact as the archive knows them', async () => {
    const expected = {
      year: ['2017', '2017'],
      month: ['January 2017', 'January 2017'],
      day: ['19 January 2017', '19 January 2017'],
      minute: ['19 January 2017', '19 January 2017, 16:26 (UTC+05:30)'],
      never: ['undated', 'undated'],
    };
    await visit('/?q=quaggamire', async (page) => {
      for (const [name, [short]] of Object.entries(expected)) {
        const hit = page.locator('.hit', {has: page.locator(`a[href^="/a/dated-${name}"]`)});
        assert.equal(await hit.locator('.kicker time, .kicker .undated').textContent(), short);
      }
      assert.match(await page.locator('#timeline-interval').textContent(), /1 undated/);
    });
    for (const [name, [, long]] of Object.entries(expected)) {
      await visit(`/a/dated-${name}`, async (page) => {
        const date =
            await page.locator('.facts div', {hasText: /^Published/}).locator('dd').textContent();
        assert.equal(date.replace(/, from .*$/, ''), long);
      });
    }
  });

  test(
      'one that does not exist is said not to',
      () => visit('/a/nonesuch?q=ferry', async (page) => {
        assert.equal(await page.locator('h1:visible').textContent(), 'No such article');
        assert.equal(await page.locator('#notice .back a').getAttribute('href'), '/?q=ferry');
      }, {expected: /status of 404/}));

  // The indexer cleans titles; the page must not depend on it, so the test puts markup back.
  test(
      'markup in a record stays text',
      () => visit('/?q=quaggamire', async (page) => {
        const {article} = await archive.api('/articles/hostile-1');
        assert.match(article.text, /<script>window\.harmed=1<\/script>/);
        assert.match(article.source.name, /<b onclick/);
        await page.route(/\/api\/v1\//, async (route) => {
          const answer = await (await route.fetch()).json();
          if (answer.article) answer.article.title = kMarkup;
          for (const hit of answer.results ?? []) {
            hit.title = kMarkup;
            hit.title_marks = [[0, 8]];
            hit.snippets = [{field: 'text', text: kMarkup, marks: [[8, 25]], html: kMarkup}];
          }
          await route.fulfill({json: answer});
        });
        await page.press('#q', 'Enter');
        const link = page.locator('#results h3 a[href^="/a/hostile-1"]', {hasText: kMarkup});
        await link.waitFor();
        assert.equal(await page.locator('.snippet').first().textContent(), kMarkup);
        await moved(page, () => link.click());
        assert.equal(await page.locator('h1#headline').textContent(), kMarkup);
        assert.equal(
            await page.locator('.text p').last().textContent(), article.text.split('\n\n')[1]);
        await page.waitForTimeout(200);
        assert.equal(await page.evaluate(() => window.harmed), undefined);
        assert.equal(await page.locator('main :is(script, img, i, b)').count(), 0);
        assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
      }));
});
