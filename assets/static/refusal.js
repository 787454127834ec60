// What was not taken, or not made, is told above the button that restores. A job under way stays beside it.
import { announce } from "./announce.js";

const AGAIN = 3000; // ms until the studio is asked again whether it answers
const MOST = 60000;

// refuse shows why a restoration was not taken, in the server's words, and gives back where.
export const refuse = (detail) => tell(detail, "job failed", "alert");

// remark says what is no refusal, until unsay.
export function remark(words) {
  tell(words, "job remark");
  announce(words);
}

export const unsay = () => document.querySelector(".act .remark")?.remove();

// already says that what is shown is what was asked for.
export const already = () => remark(document.querySelector("#job").dataset.already);

function tell(words, kind, role) {
  const section = document.createElement("section");
  section.className = kind;
  const text = document.createElement("p");
  text.className = "job-text";
  if (role) text.setAttribute("role", role);
  text.textContent = words;
  section.append(text);
  document.querySelectorAll(".act :is(.job:not([data-open]), .note)").forEach((old) => old.remove());
  document.querySelector(".act").prepend(section);
  return section;
}

// unreachable is what is said where the studio does not answer.
export const unreachable = () => document.querySelector("#job").dataset.unreachable;

// away says it, until it answers again.
export function away() {
  refuse(unreachable()).dataset.away = "line";
  heard();
}

// heard resolves once the studio answers again. Where what is asked for then is not answered all the same, it takes its time.
export function heard() {
  waiting ??= (async () => {
    pause = Date.now() - since < 2 * AGAIN ? Math.min(2 * pause, MOST) : AGAIN;
    do await new Promise((wake) => setTimeout(wake, pause));
    while (!(await fetch("/healthz").catch(() => null))?.ok);
    waiting = null;
    since = Date.now();
    online();
  })();
  return waiting;
}
let waiting = null;
let pause = AGAIN;
let since = 0; // when it was heard last

// meanwhile says what stands in the way of what follows by itself, once, and in the place of nothing that was asked for.
export function meanwhile(why = unreachable()) {
  const told = document.querySelector(".act .job.failed");
  if (told && (!("away" in told.dataset) || told.textContent === why)) return;
  refuse(why).dataset.away = "cause";
}

// back takes back what was in the way, online that the studio was.
export const back = () => document.querySelector(".act [data-away]")?.remove();
export const online = () => document.querySelector(".act [data-away=line]")?.remove();
