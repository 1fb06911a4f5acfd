// SPDX-License-Identifier: GPL-3.0-or-later
// The page as its readers meet it, against the real server and the sample archive. One file of
// tests, so that they share one server and one browser; the cases stand in the modules.

import {after, before} from 'node:test';

import {close_site, open_site} from './site.mjs';

before(open_site);
after(close_site);

await import('./searching.mjs');
await import('./timeline.mjs');
await import('./article.mjs');
await import('./trouble.mjs');
await import('./views.mjs');
