// The live preview: the visible part under the condition of the moment. One is asked for at a time, so that pictures come
// while a hand moves; of what is wanted meanwhile, the last is asked for next. What was not answered is wanted still.
import { decoded } from "./pictures.js";
import { away, back, heard, meanwhile } from "./refusal.js";

const WAIT = 60; // ms from the first move to what is asked for
let timer = 0;
let wanted = null; // the model and the condition to ask for next
let running = null; // what gives up those that are asked for

export function stopPreview() {
  clearTimeout(timer);
  running?.abort();
  timer = wanted = running = null;
}

export function preview(model, condition) {
  wanted = { model, condition };
  if (!running) timer ||= setTimeout(go, WAIT);
}

async function go() {
  const mine = (running = new AbortController());
  timer = null;
  while (wanted && running === mine) {
    const next = wanted;
    wanted = null;
    await ask(next, mine);
  }
  if (running === mine) running = null;
}

async function ask(next, mine) {
  const { model, condition } = next;
  const view = document.querySelector("#viewer");
  const at = view.visible();
  let answer;
  try {
    answer = await fetch(`/api/v1/images/${view.dataset.image}/preview`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ model, ...at, condition }),
      signal: mine.signal,
    });
  } catch {
    if (running !== mine) return; // it was given up
    away();
    await heard();
    if (running === mine) wanted ??= next;
    return;
  }
  if (running !== mine) return;
  if (!answer.ok) {
    const why = await answer.json().catch(() => null);
    if (running === mine) meanwhile(why?.detail);
    return;
  }
  back();
  const blob = await answer.blob().catch(() => null);
  if (!blob) return; // given up, or cut
  const address = URL.createObjectURL(blob);
  const img = await decoded(address);
  URL.revokeObjectURL(address);
  if (img && running === mine) view.showLive(img, at);
}
