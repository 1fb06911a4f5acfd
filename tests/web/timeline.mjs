// SPDX-License-Identifier: GPL-3.0-or-later
// The chart over time, by mouse and by keyboard.

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {moved, settled, total_of} from './browser.mjs';
import {archive, assert_shows, dates_of, visit} from './site.mjs';

describe('the timeline', () => {
  const bar = (page, index) => page.locator('#chart .bar').nth(index);
  const middle = async (locator) => {
    const box = await locator.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };

  test(
      'a click on a bar filters to its time, and the dates can be cleared',
      () => visit('/?q=ferry', async (page) => {
        const {timeline} = await archive.api('/search?q=ferry&interval=auto');
        const index = Number(await bar(page, 1).getAttribute('data-index'));
        const url = await moved(page, async () => page.mouse.click(...await middle(bar(page, 1))));
        assert.equal(await total_of(page), timeline.buckets[index].articles);
        await assert_shows(page, `q=ferry&${dates_of(url)}`);
        const cleared = await moved(page, () => page.click('#clear-dates'));
        assert.equal(cleared.search, '?q=ferry');
      }));

  test(
      'a drag over bars filters to their times',
      () => visit('/?q=ferry', async (page) => {
        const {timeline} = await archive.api('/search?q=ferry&interval=auto');
        const [first, last] = [
          Number(await bar(page, 0).getAttribute('data-index')),
          Number(await bar(page, 2).getAttribute('data-index'))
        ];
        const expected = timeline.buckets.slice(first, last + 1)
                             .reduce((sum, bucket) => sum + bucket.articles, 0);
        const url = await moved(page, async () => {
          await page.mouse.move(...await middle(bar(page, 2)));
          await page.mouse.down();
          await page.mouse.move(...await middle(bar(page, 1)));
          await page.mouse.move(...await middle(bar(page, 0)));
          assert.equal(await page.locator('.bar.chosen').count(), 3);
          await page.mouse.up();
        });
        assert.equal(await total_of(page), expected);
        await assert_shows(page, `q=ferry&${dates_of(url)}`);
      }));

  test(
      'Escape ends a drag without a filter', () => visit('/?q=ferry', async (page) => {
                                               await page.mouse.move(...await middle(bar(page, 0)));
                                               await page.mouse.down();
                                               await page.mouse.move(...await middle(bar(page, 2)));
                                               await page.keyboard.press('Escape');
                                               assert.equal(
                                                   await page.locator('.bar.chosen').count(), 0);
                                               await page.mouse.up();
                                               await page.waitForTimeout(100);
                                               assert.equal(new URL(page.url()).search, '?q=ferry');
                                             }));

  test(
      'the keyboard moves, extends, cancels and applies',
      () => visit('/?q=ferry', async (page) => {
        const {timeline} = await archive.api('/search?q=ferry&interval=auto');
        await page.focus('#chart');
        await page.keyboard.press('End');
        assert.ok(await page.locator('.tip').isVisible());
        await page.keyboard.press('Escape');
        assert.ok(!await page.locator('.tip').isVisible());
        await page.keyboard.press('Home');
        assert.match(
            await page.locator('#timeline-live').textContent(),
            /: (\d+ of \d+ articles?|nothing in the archive)/);
        for (let step = 0; step < timeline.buckets.length - 1; ++step)
          await page.keyboard.press('Shift+ArrowRight');
        await page.keyboard.press('Shift+ArrowLeft');
        const url = await moved(page, () => page.keyboard.press('Enter'));
        const expected =
            timeline.buckets.slice(0, -1).reduce((sum, bucket) => sum + bucket.articles, 0);
        assert.equal(await total_of(page), expected);
        await assert_shows(page, `q=ferry&${dates_of(url)}`);
        assert.equal(await page.evaluate(() => document.activeElement.id), 'chart');
      }));

  test('times of which the archive holds nothing are hatched and said', async () => {
    const {facets} = await archive.api('/search?q=&page_size=0&facet=source');
    let empty = null;
    for (const {value} of facets.source.buckets) {
      const query = `q=ferry&source=${encodeURIComponent(value)}`;
      const {timeline} = await archive.api(`/search?${query}&page_size=0&interval=auto`);
      const index = timeline?.buckets.findIndex((bucket) => bucket.total === 0) ?? -1;
      if (index < 0) continue;
      assert.equal(timeline.buckets[index].share, null);
      assert.equal(timeline.buckets[index].coverage, 'none');
      empty = {query, index};
      break;
    }
    assert.ok(empty, 'no source of the sample has a gap');
    await visit(`/?${empty.query}&chart=share`, async (page) => {
      assert.ok(await page.locator('#chart .gap').count() > 0);
      await page.focus('#chart');
      await page.keyboard.press('Home');
      for (let step = 0; step < empty.index; ++step) await page.keyboard.press('ArrowRight');
      assert.match(
          await page.locator('.tip').textContent(), /nothing in the archive under these filters/);
      await page.click('#timeline-figures summary');
      const row = page.locator('#timeline-table tbody tr').nth(empty.index);
      assert.equal(await row.locator('td').last().textContent(), 'not known');
    });
  });

  for (const width of [360, 520, 768, 1280]) {
    test(
        `labels keep apart ${width} pixels wide`,
        () => visit('/', async (page) => {
          for (const path
                   of ['/', '/?from=2001&to=2001', '/?from=2000&to=2010',
                       '/?from=2017-01&to=2017-02']) {
            await page.goto(archive.base + path);
            await settled(page);
            const boxes = await page.locator('#chart .times text')
                              .evaluateAll(
                                  (texts) => texts.map((text) => text.getBoundingClientRect())
                                                 .map(({left, right}) => ({left, right})));
            assert.ok(boxes.length > 0, path);
            boxes.forEach(
                (box, index) => index && assert.ok(box.left > boxes[index - 1].right + 4, path));
          }
        }, {viewport: {width, height: 800}}));
  }
});
