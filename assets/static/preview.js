// The live preview: the visible part under the condition of the moment. The latest
// wins; older requests are given up.
import { decoded } from "./pictures.js";
import { away, back } from "./refusal.js";

const WAIT = 60; // ms that a control may rest before it is asked for
let timer = 0;
let running = null;
let shown = ""; // the preview that is seen, which the loupe shows too

export function stopPreview() {
  clearTimeout(timer);
  running?.abort();
  running = null;
}

export function preview(model, condition) {
  clearTimeout(timer);
  timer = setTimeout(() => ask(model, condition), WAIT);
}

async function ask(model, condition) {
  running?.abort();
  const mine = (running = new AbortController());
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
    if (running === mine) away(); // else it was given up
    return;
  }
  if (running !== mine) return;
  back();
  if (!answer.ok) return;
  const blob = await answer.blob().catch(() => null);
  if (!blob) return; // given up, or cut
  const address = URL.createObjectURL(blob);
  const img = await decoded(address);
  if (!img || running !== mine) return URL.revokeObjectURL(address);
  view.showLive(img, at);
  URL.revokeObjectURL(shown);
  shown = address;
}
