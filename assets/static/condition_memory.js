// What the condition's controls held before, to go back and forth, and a condition that
// is carried to another picture.
import { say } from "./announce.js";
import { follow } from "./autorestore.js";
import { pressed, release, set, sketch, take } from "./condition.js";
import { able } from "./comeback.js";
import { keep, kept } from "./kept.js";
import { onSwap } from "./parts.js";

const KEPT = "uncodec.condition"; // in this browser's storage
const FIELDS = /^(mode|delta|strength|weight\..+)$/;
const past = [];
const future = [];
const PAUSE = 800; // ms between two moves of a slider
let held = null;
let moved = {}; // the slider that moved last, and when

const form = () => document.querySelector("#condition");
// read is how the controls stand: their fields, the bar or level that is pressed, and whether the answer may depart from the file.
const read = () => ({
  ...Object.fromEntries([...new FormData(form())].filter(([name]) => FIELDS.test(name))),
  cell: pressed(form())?.value ?? "",
  unheld: form().elements.unheld?.checked ?? false,
});
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// remember takes note of how the controls stand before somebody moves them. Arrow keys let go of a slider at every step:
// such steps, soon after each other, are one move.
export function remember(slider) {
  const now = read();
  if (held && !same(held, now)) {
    const goesOn = slider && slider === moved.slider && performance.now() - moved.at < PAUSE;
    if (!goesOn) past.push(held);
    future.length = 0;
    moved = { slider, at: performance.now() };
  }
  held = now;
  buttons();
}

const button = (cell) => cell && form().querySelector(`[name="cell"][value="${CSS.escape(cell)}"]`);

function apply({ cell, unheld, ...fields }) {
  const { elements } = form();
  for (const { name } of [...elements]) if (name?.startsWith("weight.") && !(name in fields)) set(elements[name], 0);
  for (const [name, value] of Object.entries(fields)) {
    if (!elements[name]) continue; // another model has other codecs
    if (name === "mode") elements.mode.value = value;
    else set(elements[name], value);
  }
  release(form());
  if (button(cell)) take(form(), button(cell)); // with the strength that this model gives it
  if (elements.unheld) elements.unheld.checked = unheld === true;
  held = read();
  follow(form());
  sketch(form());
  buttons();
}

function travel(from, to) {
  if (from.length === 0) return;
  to.push(read());
  moved = {};
  apply(from.pop());
}

// tell says what came of it.
function tell(kind) {
  const told = document.querySelector("[data-copied]");
  say(told, told.dataset[kind]);
}

const steps = {
  undo: () => travel(past, future),
  redo: () => travel(future, past),
  copy: () => {
    keep(KEPT, JSON.stringify(read()));
    buttons();
    tell("copied");
  },
  paste: () => {
    const copied = kept(KEPT);
    if (!copied) return;
    remember();
    const before = read();
    const values = JSON.parse(copied);
    apply(values);
    const lost = Object.entries(values).some(([name, value]) => name.startsWith("weight.") && Number(value) > 0 && !form().elements[name]);
    tell(values.mode === "manual" && lost ? "lost" : values.cell && !button(values.cell) ? "lostLevel" : "");
    if (!same(before, read())) {
      past.push(before);
      future.length = 0;
    }
    buttons();
  },
};

function buttons() {
  const can = { undo: past.length > 0, redo: future.length > 0, copy: true, paste: kept(KEPT) !== null };
  able([...document.querySelectorAll("[data-step]")], (b) => can[b.dataset.step]);
}

export function listenToSteps(root) {
  let met = null;
  const meet = () => { // a restoration swaps the form: its controls then stand as the restoration was made
    if (form() === met) return;
    met = form();
    held = met && read();
    buttons();
  };
  meet();
  onSwap(meet);
  root.addEventListener("focusin", (e) => { if (e.target.closest("#condition") && held === null) held = read(); });
  root.addEventListener("change", (e) => { if (e.target.closest("#condition")) remember(e.target.type === "range" ? e.target : undefined); });
  window.addEventListener("storage", buttons); // another tab copied
  root.addEventListener("click", (e) => steps[e.target.dataset.step]?.());
}
