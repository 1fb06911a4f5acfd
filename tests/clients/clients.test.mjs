// SPDX-License-Identifier: GPL-3.0-or-later
// What other people's programs make of this server: a feed reader, the clients of Meilisearch,
// scripts for NewsAPI, the Guardian, the New York Times and Media Cloud, a linter of OpenAPI, and a
// validator of JSON schemas.

import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

import {instantMeiliSearch} from '@meilisearch/instant-meilisearch';
import Ajv2020 from 'ajv/dist/2020.js';
import {MeiliSearch} from 'meilisearch';
import Parser from 'rss-parser';

import {serve_archive} from '../web/programs.mjs';

const kHere = dirname(fileURLToPath(import.meta.url));
const kHostile = {
  id: 'hostile-1',
  title: 'Quaggamire <b>&amp; "quoted" ]]> \u000b end',
  text: 'The quaggamire < opened & closed > at noon.\n\nSecond "paragraph".',
  source: 'quagga.example',
  section: 'local',
  language: 'en',
  authors: ['Ann <Onymous>'],
  url: 'https://quagga.example/?a=1&b=2',
  published: '2019-05-06T07:08:09Z'
};

let server = null;
before(async () => {
  server = await serve_archive([kHostile]);
});
after(() => server?.close());

const get = async (path) => (await fetch(server.base + path)).json();

test('a feed reader takes Atom and RSS of any query, hostile text and all', async () => {
  for (const format of ['atom', 'rss']) {
    const feed =
        await new Parser().parseURL(`${server.base}/feeds/search.${format}?q=quaggamire`);
    assert.equal(feed.title, 'Backfile: quaggamire');
    assert.equal(feed.items.length, 1);
    assert.equal(feed.items[0].link, kHostile.url);
    assert.match(feed.items[0].title, /^Quaggamire & "quoted" \]\]>/);
    assert.equal(new Date(feed.items[0].isoDate).toISOString(), '2019-05-06T07:08:09.000Z');
  }
  const found = await server.api('/search?q=ferry&sort=newest&page_size=50');
  const feed = await new Parser().parseURL(`${server.base}/feeds/search.atom?q=ferry&page_size=50`);
  assert.deepEqual(feed.items.map((item) => item.title), found.results.map((one) => one.title));
  const json = await get('/feeds/search.json?q=quaggamire');
  assert.equal(json.version, 'https://jsonfeed.org/version/1.1');
  assert.equal(json.items[0].url, kHostile.url);
});

test('the client of Meilisearch searches, filters, counts, pages and marks', async () => {
  const client = new MeiliSearch({host: `${server.base}/compat/meilisearch`, apiKey: 'none'});
  assert.equal((await client.health()).status, 'available');
  const index = client.index('articles');
  const plain = await index.search('ferry', {limit: 5, facets: ['source', 'section']});
  const ours = await server.api('/search?q=ferry+OR+ferry*&facet=section&facet_size=100');
  assert.equal(plain.estimatedTotalHits, ours.total.articles);
  assert.equal(plain.hits.length, 5);
  for (const bucket of ours.facets.section.buckets) {
    assert.equal(plain.facetDistribution.section[bucket.value], bucket.articles);
  }

  const filtered = await index.search(
      'ferry', {filter: ['section = local OR section = business', 'source != quagga.example']});
  const same = await server.api('/count?q=ferry+OR+ferry*&section=local&section=business');
  assert.equal(filtered.estimatedTotalHits, same.total.articles);
  assert.ok(filtered.estimatedTotalHits > 0);
  assert.ok(filtered.estimatedTotalHits < plain.estimatedTotalHits);

  const marked = await index.search('quaggam', {
    attributesToHighlight: ['title', 'text'],
    attributesToRetrieve: ['id', 'title', 'text'],
    highlightPreTag: '[',
    highlightPostTag: ']',
    hitsPerPage: 2,
    page: 1
  });
  assert.equal(marked.totalHits, 1);
  assert.match(marked.hits[0]._formatted.title, /^\[Quaggamire\]/);
  assert.match(marked.hits[0]._formatted.text, /The \[quaggamire\] </);
  assert.equal(marked.hits[0].source, undefined);

  const all = new Set();
  for (let offset = 0;; offset += 40) {
    const page = await index.search('', {limit: 40, offset, sort: ['published:desc']});
    page.hits.forEach((hit) => all.add(hit.id));
    if (page.hits.length < 40) break;
  }
  assert.equal(all.size, (await server.api('/count')).total.articles);

  const many = await client.multiSearch(
      {queries: [{indexUid: 'a', q: 'ferry'}, {indexUid: 'b', q: 'quaggamire'}]});
  assert.deepEqual(many.results.map((one) => one.indexUid), ['a', 'b']);
  assert.equal(many.results[1].estimatedTotalHits, 1);
  const values = await index.searchForFacetValues({facetName: 'source', facetQuery: 'quagga'});
  assert.deepEqual(values.facetHits, [{value: 'quagga.example', count: 1}]);
  await assert.rejects(index.search('a', {filter: 'colour = red'}), /filter/);
  await assert.rejects(index.search('a', {filter: 'section = '}), /filter/);
});

test('InstantSearch works through its adapter for Meilisearch', async () => {
  const {searchClient} = instantMeiliSearch(`${server.base}/compat/meilisearch`, 'none');
  const {results} = await searchClient.search([{
    indexName: 'articles',
    params: {
      query: 'ferry',
      facets: ['section'],
      facetFilters: [['section:local']],
      hitsPerPage: 3,
      page: 0,
      highlightPreTag: '__ais-highlight__',
      highlightPostTag: '__/ais-highlight__'
    }
  }]);
  const ours = await server.api('/count?q=ferry+OR+ferry*&section=local');
  assert.equal(results[0].nbHits, ours.total.articles);
  assert.equal(results[0].hits.length, 3);
  assert.equal(results[0].facets.section.local, ours.total.articles);
  assert.ok(results[0].hits.some(
      (hit) => JSON.stringify(hit._highlightResult).includes('__ais-highlight__')));
});

test('a script for NewsAPI finds its members', async () => {
  const page = await get('/compat/newsapi/v2/everything?q=ferry&pageSize=3&page=2' +
                         '&sortBy=publishedAt&apiKey=none');
  const ours = await server.api('/search?q=ferry&sort=newest&page_size=6');
  assert.equal(page.status, 'ok');
  assert.equal(page.totalResults, ours.total.articles);
  assert.deepEqual(page.articles.map((one) => one.title),
                   ours.results.slice(3).map((one) => one.title));
  assert.ok(page.articles.every((one) => 'name' in one.source && 'publishedAt' in one));
  const behind = await get('/compat/newsapi/v2/everything?q=ferry&page=99');
  assert.deepEqual(behind.articles, []);
  const refused = await fetch(`${server.base}/compat/newsapi/v2/everything?q=ferry&pageSize=1000`);
  assert.equal(refused.status, 400);
  assert.equal((await refused.json()).code, 'parameterInvalid');
  const sources = await get('/compat/newsapi/v2/sources');
  assert.ok(sources.sources.some((one) => one.id === 'quagga.example'));
});

test('a script for the Guardian finds its members', async () => {
  const {response} = await get(
      '/compat/guardian/search?q=ferry&from-date=2010-01-01&order-by=oldest&page-size=4&page=2' +
      '&show-fields=headline,bodyText&section=local|business&api-key=test');
  const ours = await server.api(
      '/search?q=ferry&from=2010&sort=oldest&page_size=8&section=local&section=business');
  assert.equal(response.status, 'ok');
  assert.equal(response.total, ours.total.articles);
  assert.equal(response.startIndex, 5);
  assert.equal(response.pages, Math.ceil(ours.total.articles / 4));
  assert.deepEqual(response.results.map((one) => one.webTitle),
                   ours.results.slice(4).map((one) => one.title));
  assert.equal(response.results[0].fields.headline, response.results[0].webTitle);
  // A script that pages by what `pages` says never meets the error behind them.
  for (let page = 1, pages = 1; page <= pages; ++page) {
    const one = await get(`/compat/guardian/search?q=ferry&section=-sport&page-size=7&page=${page}`);
    assert.equal(one.response.currentPage, page);
    pages = one.response.pages;
  }
});

test('a script for the New York Times finds its members', async () => {
  const search = new URLSearchParams({
    q: 'ferry',
    fq: 'section_name:("local" "business")',
    begin_date: '20100101',
    end_date: '20191231',
    sort: 'newest',
    page: '0'
  });
  const {status, response} = await get(`/compat/nyt/svc/search/v2/articlesearch.json?${search}`);
  const ours = await server.api(
      '/search?q=ferry&from=2010&to=2019&sort=newest&page_size=10&section=local&section=business');
  assert.equal(status, 'OK');
  assert.equal(response.meta.hits, ours.total.articles);
  assert.equal(response.metadata.hits, ours.total.articles);
  assert.deepEqual(response.docs.map((one) => one.headline.main),
                   ours.results.map((one) => one.title));
});

test('a script for Media Cloud counts and lists', async () => {
  const at = (path) => get(`/compat/mediacloud/api/search/${path}`);
  const range = 'q=ferry&start=2015-01-01&end=2016-12-31';
  const {count} = await at(`total-count?${range}`);
  const ours = await server.api('/timeline?q=ferry&from=2015&to=2016&interval=day');
  assert.equal(count.relevant, ours.total.articles);
  assert.equal(count.total, ours.timeline.buckets.reduce((sum, one) => sum + one.total, 0));
  const {counts} = (await at(`count-over-time?${range}`)).count_over_time;
  assert.equal(counts.length, 731);
  assert.equal(counts.reduce((sum, one) => sum + one.count, 0), count.relevant);
  const titles = [];
  for (let token = ''; token !== null;) {
    const page = await at(`story-list?${range}&page_size=2&pagination_token=${token}`);
    titles.push(...page.stories.map((one) => one.title));
    token = page.pagination_token;
  }
  assert.equal(titles.length, count.relevant);
  const over_time = (await at(`count-over-time?${range}`)).count_over_time;
  assert.equal(over_time.total, count.relevant);
  assert.equal(over_time.normalized_total, count.total);
  const {sources} = await at(`sources?${range}`);
  assert.equal(sources.reduce((sum, one) => sum + one.count, 0), count.relevant);
  const {languages} = await at(`languages?${range}`);
  assert.ok(languages.every((one) => one.value <= count.relevant && one.ratio <= 1));
});

test('the description of the API is sound, and answers are what it says', async () => {
  const document = await get('/openapi.json');
  const folder = await mkdtemp(join(tmpdir(), 'backfile-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    await promisify(execFile)(
        process.execPath,
        [join(kHere, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', '--extends=recommended', file],
        {env: {...process.env, REDOCLY_TELEMETRY: 'off'}, cwd: folder});
  } catch (error) {
    assert.fail(`${error.stdout}\n${error.stderr}`);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }

  const ajv = new Ajv2020({strict: false});
  ajv.addSchema({$id: 'api', components: document.components});
  const schema_of = (path) =>
      document.paths[path].get.responses['200'].content['application/json'].schema.$ref;
  const id = (await server.api('/search?page_size=1')).results[0].id;
  const answers = [
    ['/api/v1/search', '?q=ferry&facet=source,author&interval=year&exclude_section=sport&from=2010'],
    ['/api/v1/search', '?source=quagga.example&missing=place&fields=title,snippets'],
    ['/api/v1/search', '?type=column,editorial&exclude_country=fr&exists=type&facet=type,country'],
    ['/api/v1/count', '?q=%22tea+break%22+OR+strike+AND+ferry'],
    ['/api/v1/facets', '?q=ferry'],
    ['/api/v1/facets/{field}', '?prefix=h', '/api/v1/facets/source'],
    ['/api/v1/timeline', '?q=ferry&by=source&tz=Europe/Berlin'],
    ['/api/v1/timeline', '?q=ferry&q=bridge&interval=decade'],
    ['/api/v1/coverage', ''],
    ['/api/v1/coverage', '?source=quagga.example&interval=year'],
    ['/api/v1/search', '?q=ferry+or+strike+and+bridge&syntax=nexis&in=title&page=2&page_size=1'],
    ['/api/v1/convert', '?q=ferry+W/3+strike&into=nexis'],
    ['/api/v1/search', '?q=fery&explain=1'],
    ['/api/v1/search', '?q=ferry&explain=1&proximity=0.5&half_life=300'],
    ['/api/v1/explain', '?q=ferry+W/9+(strike+OR+brdge)+NOT+zebra&from=2005&section=local'],
    ['/api/v1/why', `?id=${id}&q=ferry`],
    ['/api/v1/why', '?id=nobody&q=ferry'],
    ['/api/v1/why', '?id=hostile-1&q=zebrafish+NOT+the&from=2020'],
    ['/api/v1/terms', '?q=ferry&min_frequency=2'],
    ['/api/v1/concordance', '?q=ferry&line_order=left&page_size=5'],
    ['/api/v1/collocates', '?q=ferry&measure=log_dice&min_frequency=1'],
    ['/api/v1/suggest', '?q=ha'],
    ['/api/v1/articles/{id}/similar', '', `/api/v1/articles/${id}/similar`],
    ['/api/v1/sample', '?size=20&seed=3&stratify=section,decade'],
    ['/api/v1/sources', ''],
    ['/api/v1/changes', '?since=0&page_size=5'],
    ['/api/v1/lookup', `?url=${encodeURIComponent(kHostile.url)}`],
    ['/api/v1/sources/{id}', '', '/api/v1/sources/quagga.example'],
    ['/api/v1/articles/{id}', '', `/api/v1/articles/${id}`],
  ];
  for (const [path, query, real] of answers) {
    const validate = ajv.getSchema(`api${schema_of(path)}`);
    const answer = await get((real ?? path) + query);
    assert.ok(validate(answer), `${path}${query}: ${ajv.errorsText(validate.errors)}`);
  }
  // A POST is described as the GET that it stands for.
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!path.startsWith('/api/v1/')) continue;
    const sent = methods.post.requestBody.content['application/json'].schema.properties;
    const named = methods.get.parameters.filter((one) => one.$ref).map(
        (one) => one.$ref.replace('#/components/parameters/', ''));
    assert.deepEqual(Object.keys(sent), named);
    assert.deepEqual(methods.post.responses, methods.get.responses);
  }
  const problem = ajv.getSchema('api#/components/schemas/Problem');
  assert.ok(problem(await get('/api/v1/search?form=1')), ajv.errorsText(problem.errors));
});

test('an article comes in forms that other programs read', async () => {
  const at = async (suffix) => fetch(`${server.base}/api/v1/articles/hostile-1${suffix}`);
  const text = async (suffix) => (await at(suffix)).text();
  assert.equal(JSON.parse(await text('.json')).article.id, 'hostile-1');
  const linked = JSON.parse(await text('.jsonld'));
  assert.equal(linked['@type'], 'NewsArticle');
  assert.equal(linked.datePublished, '2019-05-06T07:08:09Z');
  const [csl] = JSON.parse(await text('.csl.json'));
  assert.deepEqual(csl.issued['date-parts'], [[2019, 5, 6]]);
  assert.doesNotMatch(await text('.html'), /<b>/);
  assert.match(await text('.html'), /href="https:\/\/quagga\.example\/\?a=1&amp;b=2"/);
  assert.match(await text('.bib'), /author = \{Ann <Onymous>\}/);
  assert.match(await text('.ris'), /^TY {2}- NEWS\r\n[^]*DA {2}- 2019\/05\/06\/\r\n[^]*ER {2}- \r\n$/);
  assert.match(await text('.txt'), /^Quaggamire/);
  assert.equal((await at('.pdf')).status, 404);
});
