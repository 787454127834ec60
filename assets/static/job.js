// A restoration's life: asked for, followed by its events, shown when done.
import { conditionOf, requestOf } from "./condition.js";
import { keepAnew } from "./condition_address.js";
import { stopPreview } from "./preview.js";
import { load, showRestoration } from "./parts.js";

const viewer = document.querySelector("#viewer");
let events = null;
let latest = 0; // counts what was asked for: an older one's news comes too late
let asking = Promise.resolve();
let begun = null; // the job that was asked for last

export const open = () => document.querySelector("[data-job][data-open]")?.dataset.job;

// start asks for a restoration and follows it. One that is under way is given up for it, unless it
// is the same. Of what is asked for while an answer is awaited, the last is asked for then.
export function start(image, request) {
  const mine = ++latest;
  events?.close();
  asking = asking.finally(() => mine === latest && ask(image, request, mine));
}

async function ask(image, request, mine) {
  const before = begun ?? open();
  let answer, body;
  try {
    answer = await fetch(`/api/v1/images/${image}/restorations`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    body = await answer.json();
    begun = answer.ok ? body.id : null;
    if (before && before !== begun) await stop(before);
  } catch {
    return refuse(document.querySelector("#job").dataset.unreachable);
  }
  if (mine !== latest) return; // what comes next gives it up, or takes it
  if (!answer.ok) return refuse(body.detail);
  await load(`/images/${image}?job=${body.id}`, ["job"]);
  if (mine === latest) follow(image, body.id, JSON.stringify(request));
}

// resume follows the job that the page came with.
export function resume(image) {
  if (open()) follow(image, open(), stands());
}

// stands is what the controls ask for just now, as text.
function stands() {
  const form = document.querySelector("#condition");
  return form && JSON.stringify(requestOf(form, conditionOf(form)));
}

// follow shows a job until it ends; stood is what the controls asked for when it was begun.
function follow(image, id, stood) {
  const mine = latest;
  viewer.restoring(true);
  events?.close();
  events = new EventSource(`/api/v1/jobs/${id}/events`);
  events.onmessage = async (message) => {
    const news = JSON.parse(message.data);
    if (news.state === "queued" || news.state === "running") return show(news);
    events.close();
    if (begun === id) begun = null;
    if (mine !== latest) return;
    stopPreview();
    if (news.state === "done") {
      const moved = stands() !== stood; // or painted, meanwhile: that stays
      await showRestoration(`/images/${image}?restoration=${id}`, moved ? ["job", "result", "history"] : undefined);
      if (moved) keepAnew(document.querySelector("#condition"));
    }
    else await load(`/images/${image}?job=${id}`, ["job", "history"]);
    if (mine !== latest) return;
    viewer.restoring(false);
    if (open() && open() !== id) resume(image); // another of this picture is under way
  };
}

function show(news) {
  const text = document.querySelector(".job-text");
  if (text && text.textContent !== news.text) text.textContent = news.text;
  const bar = document.querySelector(".job progress");
  if (!bar) return;
  if (news.total > 0) {
    bar.max = news.total;
    bar.value = news.done;
  } else bar.removeAttribute("value");
}

export function stop(id) {
  return fetch(`/api/v1/jobs/${id}`, { method: "DELETE" }); // the event stream tells the rest
}

// refuse shows why a restoration was not taken, in the server's words.
function refuse(detail) {
  const section = document.createElement("section");
  section.className = "job failed";
  const text = document.createElement("p");
  text.className = "job-text";
  text.setAttribute("role", "alert");
  text.textContent = detail;
  section.append(text);
  document.querySelectorAll(".act :is(.job, .note)").forEach((old) => old.remove());
  document.querySelector(".act").prepend(section);
  viewer.restoring(false);
}
