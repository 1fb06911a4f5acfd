// SPDX-License-Identifier: GPL-3.0-or-later
// The one request that the page waits for.

import {byId} from './dom.js';

let running = null;

function busy(on) {
  document.documentElement.classList.toggle('busy', on);
  byId('main').setAttribute('aria-busy', String(on));
}

// Answers with `then` or, when the API refuses or is away, with `failed`. A newer request makes an
// older one void: neither of its two is called.
export async function ask(request, then, failed) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  busy(true);
  try {
    const found = await request(mine.signal);
    if (running === mine) then(found);
  } catch (error) {
    if (error.name === 'AbortError' || running !== mine) return;
    if (error.status === undefined) throw error;
    failed(error);
  } finally {
    if (running === mine) {
      running = null;
      busy(false);
    }
  }
}

export function cancel() {
  running?.abort();
  running = null;
  busy(false);
}
