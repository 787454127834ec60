// The studio page: forms and links work without this; with it they do so in place.
import "./viewer.js";
import { announce } from "./announce.js";
import { openPicture } from "./arrival.js";
import { Brush, covered } from "./brush.js";
import { conditionOf, listenToCondition, modelOf, nothing, painted, release, requestOf, sketch, take } from "./condition.js";
import { asked, fieldsOf, listenToConditionAddress } from "./condition_address.js";
import { listenToSteps, remember } from "./condition_memory.js";
import { autorestore, begin, leaveOff } from "./autorestore.js";
import { stickViewer } from "./viewer_sticky.js";
import { cameBack, comeAnew, comeBack } from "./comeback.js";
import { onDrop } from "./drop.js";
import { hasFolder } from "./folders.js";
import { catchUp, open, passBy, resume, start, stop } from "./job.js";
import { listenToKeys } from "./keys.js";
import { onSwap } from "./parts.js";
import { preview, stopPreview } from "./preview.js";
import { refuse, remark, unsay } from "./refusal.js";
import { rove } from "./rove.js";
import { showRestoration } from "./restoration.js";
import { send } from "./send.js";
import { listenToShare } from "./share.js";

const root = document.querySelector("#studio");
const { image } = root.dataset;

// A picture that came just now is to be restored at once; to come back to it asks for nothing.
const begins = new URLSearchParams(location.search).has("begin");
if (begins) history.replaceState(history.state, "", location.pathname + location.hash);

// What a form sent was refused, and the page came under the form's address, which is none to come back to.
if (location.pathname !== `/images/${image}`) {
  history.replaceState(history.state, "", `/images/${image}${location.search}`);
  root.querySelector("[autofocus]")?.scrollIntoView({ block: "center" }); // the viewer has grown since it had the focus
}

// The address of a picture alone shows its newest restoration: it names that, so that coming back shows it again.
const shown = root.querySelector("[data-result]")?.dataset.result;
if (shown && location.search === "" && !open()) history.replaceState(history.state, "", `?restoration=${shown}${location.hash}`);

listenToCondition(root);
root.addEventListener("input", (e) => e.target.closest("#condition") && unsay());
onSwap(() => { // a job may be here before what another tab brought
  for (const button of root.querySelectorAll('[form="save"]')) button.hidden = !root.querySelector("#save");
});
// What can be saved is what was restored: while a preview lies over that, the page says so.
const earlier = () => {
  const told = root.querySelector("[data-earlier]");
  if (told) told.hidden = !root.querySelector("#viewer").previews;
};
root.addEventListener("tells", earlier);
onSwap(earlier);
listenToSteps(root);
listenToConditionAddress(root);
listenToKeys();
listenToShare(root);
stickViewer(root);
rove(root);
const show = () => sketch(root.querySelector("#condition"));
if (root.querySelector("[data-brush]")) new Brush(root.querySelector("#viewer"), show);
resume(image); // with what was painted for it
autorestore(root, (form) => {
  const condition = conditionOf(form);
  if (!nothing(condition)) return start(image, requestOf(form, condition), true);
  refuse(form.dataset.nothing);
  return null;
});
if (begins) begin(root.querySelector("#condition"));
if (root.querySelector("#condition") && (asked() || history.state?.map !== undefined)) show();

// A picture that is dropped on this one is opened in its place.
let coming = false;
onDrop(root, async ({ dataTransfer }) => {
  const [file, ...more] = dataTransfer.files;
  if (more.length > 0 || hasFolder(dataTransfer)) return refuse(root.dataset.several);
  if (!file || coming) return;
  coming = true;
  remark(root.dataset.sending);
  try {
    const picture = await send("/api/v1/images", file, {}, (share, why) => share === null && remark(why), root.dataset);
    openPicture(picture.id);
  } catch (error) {
    refuse(error.message);
  }
  coming = false;
});

root.addEventListener("submit", (e) => {
  const form = e.target;
  if (form.matches("#condition")) {
    e.preventDefault();
    const cell = e.submitter?.name === "cell" ? e.submitter : null;
    const condition = cell ? painted(take(form, cell)) : conditionOf(form);
    if (nothing(condition)) return refuse(form.dataset.nothing);
    if (cell && covered()) return refuse(covered());
    if (cell) preview(modelOf(form), condition);
    remember();
    start(image, requestOf(form, condition));
  } else if (form.closest("[data-job]")) {
    e.preventDefault();
    stop(form.closest("[data-job]").dataset.job);
  } else if (form.matches(".unfolds > form")) { // what leads back here leads back to the controls and the view, too
    const to = new URL(form.action);
    for (const [name, value] of new URLSearchParams(location.search)) to.searchParams.set(name, value);
    to.hash = location.hash;
    form.action = to;
    if (form.closest(".history")) comeBack("#history h2");
  }
});

root.addEventListener("click", (e) => {
  const link = e.target.closest(".history a");
  if (link) link.hash = location.hash; // the view goes along
  if (!link?.matches("[data-swap]") || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  leaveOff(image);
  passBy();
  stopPreview();
  showRestoration(link.href).then((came) => came && look(e.detail > 0));
});

// look brings into sight what was chosen from the list, and says what it is. Who chose by hand goes on in the viewer, who did
// by a key stays in the list.
function look(byHand) {
  const { stage } = document.querySelector("#viewer");
  announce([...document.querySelectorAll(".history .shown :is(strong, .history-actions > .quiet)")].map((text) => text.textContent).join(": "));
  if (byHand) stage.focus({ preventScroll: true });
  stage.scrollIntoView({ block: "nearest" });
}

root.addEventListener("change", (e) => {
  if (e.target.name !== "model") return;
  // What else was chosen goes along, but for a level: other models have others.
  release(e.target.form);
  const pair = new URLSearchParams(location.search);
  const query = fieldsOf(e.target.form);
  if (nothing(conditionOf(e.target.form))) query.delete("mode"); // a mix of no codec is none to come back to
  for (const name of ["restoration", "with"]) if (pair.has(name)) query.set(name, pair.get(name));
  history.pushState(history.state, "", `?${query}${location.hash}`);
  comeBack('#condition [name="model"]');
  location.reload();
});

cameBack();

// Skipping to the content would be a step of the history, and every such step loads the page again.
document.querySelector(".skip").addEventListener("click", (e) => {
  e.preventDefault();
  const main = document.querySelector("#main");
  main.tabIndex = -1;
  main.focus();
});
window.addEventListener("popstate", () => location.reload());
comeAnew(); // it may have been deleted since
document.addEventListener("visibilitychange", () => document.hidden || catchUp(image));
