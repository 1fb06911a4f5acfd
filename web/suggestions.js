// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the archive that go on with what is being typed: a list of the browser's own, which
// assistive technology knows and nobody has to use.

import {get_suggestions} from './api.js';
import {byId, h} from './dom.js';

const kTyping = 120;

export function start_suggestions() {
  const field = byId('q');
  const list = byId('q-words');
  let timer = 0;
  let asked = null;

  async function suggest() {
    asked?.abort();
    asked = new AbortController();
    try {
      const {words} = await get_suggestions(field.value, asked.signal);
      list.replaceChildren(...words.map((word) => h('option', {value: word.text})));
    } catch {
      // Without suggestions the field is as good as before.
      list.replaceChildren();
    }
  }

  field.addEventListener('input', () => {
    clearTimeout(timer);
    // What was chosen from the list needs none.
    if ([...list.options].some((option) => option.value === field.value)) return;
    timer = setTimeout(suggest, kTyping);
  });
}
