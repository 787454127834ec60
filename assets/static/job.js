// A restoration's life: asked for, followed by its events, shown when done.
import { announce } from "./announce.js";
import { conditionOf, requestOf, sketch } from "./condition.js";
import { keepAnew } from "./condition_address.js";
import { show, tell } from "./job_bar.js";
import { here, list, shown } from "./job_list.js";
import { hush, listenTo } from "./job_news.js";
import { keepInTab, keptInTab } from "./kept.js";
import { stopPreview } from "./preview.js";
import { load, onSwap, read, swap } from "./parts.js";
import { already, away, heard, refuse, unreachable } from "./refusal.js";
import { showRestoration } from "./restoration.js";

const BEGUN = "uncodec.begun";

const viewer = document.querySelector("#viewer");
let followed = null; // the job that is shown until it ends
let latest = 0; // counts what was asked for: an older one's answer comes too late
let asking = Promise.resolve();
let begun = null; // the job that was asked for last
let passed = -1; // what was asked for until then is not to be shown
const followers = new Set(); // jobs that followed a control

const goesOn = ({ state }) => state === "queued" || state === "running";

const opened = () => document.querySelector("[data-job][data-open]");

export const open = () => opened()?.dataset.job;

// own is the job under way that this tab asked for before the page was loaded anew. Others are a batch's, or another
// visitor's, and go on.
const own = () => (open() === keptInTab(BEGUN) ? open() : undefined);

// start asks for a restoration and follows it. One of its own that is under way is given up for it once it is
// taken, unless it is the same. Of what is asked for while an answer is awaited, the last is asked for then, and so
// it is where the studio did not answer. It resolves with the job's id, null for what was not begun.
// casual says that it follows a control, and was not asked for by itself.
export function start(image, request, casual = false) {
  const mine = ++latest;
  asking = asking.catch(() => {}).then(() => (mine === latest ? ask(image, request, casual, mine) : null));
  return asking;
}

async function ask(image, request, casual, mine) {
  const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) };
  let before, answer, body;
  while (!body) {
    if (mine !== latest) return null;
    before = begun ?? own();
    try {
      answer = await fetch(`/api/v1/images/${image}/restorations`, sent);
      body = await answer.json();
    } catch {
      away(); // what is under way goes on
      await heard();
    }
  }
  if (!answer.ok) {
    if (mine === latest) refuse(body.detail); // else what comes next has its own answer
    return null;
  }
  const ours = body.id === before || body.id !== open(); // and no equal one that a batch has under way
  begun = goesOn(body) && ours ? body.id : null; // or it was made before
  if (begun) keepInTab(BEGUN, begun);
  if (casual && begun) followers.add(begun);
  leave();
  if (before && before !== body.id) giveUp(before);
  await load(here(image, body.id), ["job"]);
  follow(image, body.id, JSON.stringify(request), mine); // until what comes next, if that is taken
  return begun;
}

// abandon gives up a job that followed a control, as that moves on.
export function abandon(image, id) {
  asking = asking.catch(() => {}).then(async () => {
    if (id !== open()) return;
    leave();
    begun = null;
    await giveUp(id);
    await patiently(() => list(image));
    if (!followed) viewer.restoring(false);
  });
}

// giveUp stops a job. Of one that only followed a control no line is left, unless it had ended by then.
async function giveUp(id) {
  const stopped = (await stop(id))?.ok;
  if (stopped && followers.has(id)) await fetch(`/api/v1/restorations/${id}`, { method: "DELETE" }).catch(away);
}

// passBy lets what is asked for end without a change of what is shown: something else was chosen meanwhile.
export function passBy() {
  passed = latest;
}

// resume follows the job that the page came with. One of another model than the page's ends without a change
// of what is shown: to ask another was to leave it.
export function resume(image) {
  const job = opened();
  if (!job) return;
  const ours = job.dataset.model === document.querySelector("#studio").dataset.model;
  follow(image, job.dataset.job, stands(), ours ? latest : passed);
}

// catchUp lists what another tab restored meanwhile, and follows what it has under way. A page that shows none yet comes
// anew, with its controls, which its address keeps.
export function catchUp(image) {
  asking = asking.catch(() => {}).then(async () => {
    const at = here(image);
    const loaded = followed ? null : await read(at); // what is followed ends with a new list
    const listed = (page) => page.querySelector("#history").textContent;
    if (!loaded || followed || at !== here(image) || listed(loaded.page) === listed(document)) return;
    if (!shown() && loaded.page.querySelector("[data-result]")) return location.reload();
    swap(loaded.page, ["job", "history"]);
    if (open()) follow(image, open(), stands(), shown() ? passed : latest, true);
  });
}

// stands is what the controls ask for just now, as text.
function stands() {
  const form = document.querySelector("#condition");
  return form && JSON.stringify(requestOf(form, conditionOf(form)));
}

// follow shows a job until it ends; stood is what the controls asked for when it was begun, and mine its number. theirs
// came up beside what this page shows: it is listed once it is done, and not this page's to stop.
function follow(image, id, stood, mine, theirs = false) {
  const job = followed = { image, id, stood, mine, theirs };
  offerStop();
  viewer.restoring(!theirs); // which says so
  listenTo(id, { heard: (news) => hear(job, news), alone, gone: () => gone(job) });
}

function leave() {
  followed = null;
  hush();
}

// alone says that the studio is not to be heard.
function alone() {
  if (tell(unreachable())) announce(unreachable());
}

// gone is for a job that was deleted meanwhile.
async function gone(job) {
  followed = null;
  viewer.followed(false);
  await list(job.image);
  viewer.restoring(false);
}

async function hear(job, news) {
  if (goesOn(news)) return show(news);
  leave();
  announce(news.text);
  if (begun === job.id) begun = null;
  const wanted = () => job.mine > passed;
  const done = news.state === "done";
  if (!done) viewer.followed(false); // a preview stays a preview
  if (wanted()) stopPreview();
  if (done && wanted()) {
    let moved; // or painted, by the time that it comes: that stays
    const only = () => ((moved = stands() !== job.stood) ? ["job", "result", "history"] : undefined);
    const again = shown() === job.id;
    const original = new URLSearchParams(location.search).get("with") === "original" ? "&with=original" : "";
    const came = await patiently(() => (wanted() ? showRestoration(`/images/${job.image}?restoration=${job.id}${original}`, only) : null));
    if (came && again && !moved) already();
    if (came && moved) {
      const form = document.querySelector("#condition");
      keepAnew(form);
      if (JSON.stringify(conditionOf(form)) !== JSON.stringify(JSON.parse(job.stood).condition)) sketch(form); // else the picture is of it
    }
  }
  if (!done || !wanted()) await patiently(() => list(job.image, done ? undefined : job.id));
  if (followed) return; // another was begun meanwhile
  viewer.restoring(false);
  if (open() && open() !== job.id) follow(job.image, open(), stands(), passed, true); // another of this picture is under way
}

// patiently loads what an ended job left, again and again while the studio does not answer, unless another job
// is followed by then.
async function patiently(loads) {
  let loaded;
  while (!followed && (loaded = await loads()) === undefined) await heard();
  return loaded;
}

// offerStop has the button where what it stops is this page's.
function offerStop() {
  const form = opened()?.querySelector("form");
  if (form) form.hidden = followed?.theirs === true;
}
onSwap(offerStop);

// stop gives a job up; the event stream tells the rest.
export async function stop(id) {
  const answer = await fetch(`/api/v1/jobs/${id}`, { method: "DELETE" }).catch(away);
  if (answer?.status >= 500) refuse((await answer.json().catch(() => null))?.detail ?? unreachable());
  return answer;
}
