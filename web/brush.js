// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing bars of a chart by pointer and by keyboard. It knows indices, not dates.

// `chart`: count() of bars, at(client_x) -> index; show({first, last} or null, spoken) draws the
// choice; apply(first, last) acts on it. `spoken` asks that the choice be read out.
export function start_brush(box, chart) {
  let anchor = -1;
  let cursor = -1;
  let dragging = false;
  let cancelled = false;

  const choice = () => ({first: Math.min(anchor, cursor), last: Math.max(anchor, cursor)});

  function choose(from, to, spoken) {
    anchor = from;
    cursor = to;
    chart.show(choice(), spoken);
  }

  function drop() {
    anchor = -1;
    cursor = -1;
    dragging = false;
    chart.show(null, false);
  }

  function apply() {
    const {first, last} = choice();
    drop();
    chart.apply(first, last);
  }

  function move(to, extend) {
    const index = Math.min(Math.max(to, 0), chart.count() - 1);
    choose(extend && anchor >= 0 ? anchor : index, index, true);
  }

  const keys = {
    ArrowRight: (event) => move(cursor + 1, event.shiftKey),
    ArrowLeft: (event) => move(cursor < 0 ? chart.count() - 1 : cursor - 1, event.shiftKey),
    Home: (event) => move(0, event.shiftKey),
    End: (event) => move(chart.count() - 1, event.shiftKey),
    Enter: () => cursor >= 0 && apply(),
    ' ': () => cursor >= 0 && apply(),
    Escape: () => {
      cancelled = dragging;
      drop();
    },
  };

  box.addEventListener('keydown', (event) => {
    if (!keys[event.key] || !chart.count() || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    keys[event.key](event);
  });
  box.addEventListener('blur', () => !dragging && drop());

  box.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !chart.count()) return;
    box.setPointerCapture(event.pointerId);
    dragging = true;
    cancelled = false;
    const index = chart.at(event.clientX);
    choose(index, index, false);
  });
  box.addEventListener('pointermove', (event) => {
    if (!chart.count() || cancelled) return;
    const index = chart.at(event.clientX);
    choose(dragging ? anchor : index, index, false);
  });
  box.addEventListener('pointerup', () => {
    if (dragging) apply();
    cancelled = false;
  });
  box.addEventListener('pointercancel', drop);
  box.addEventListener('pointerleave', () => !dragging && drop());
}
