// The whole picture follows a control that was let go, unless that is switched off, which this
// browser remembers. What was begun so is given up once a control moves again. To look at a mode is no move:
// its controls stand where the picture is.
import { conditionOf } from "./condition.js";
import { abandon, open } from "./job.js";
import { keep, kept } from "./kept.js";
import { onSwap } from "./parts.js";

const KEPT = "uncodec.follow";
const FOLLOWED = 'input[type="range"], [name="mode"], [name="unheld"]';
const REST = 600; // ms that the controls rest before: arrow keys let go at every step
let timer = 0;
let begun = null; // what is, or will be, the id of the job
let asked = null; // what the picture shows, or will

let restore = null; // how a form's restoration is begun, as the page says

function later(form) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    asked = effect(form);
    begun = restore(form);
  }, REST);
}

// effect is what a form's controls do, as text: those of a mode that was only looked at do what the page came with.
function effect(form) {
  const condition = conditionOf(form);
  const idle = [...form.querySelectorAll('[type="range"]')].every((i) => Number(i.value) === Number(i.defaultValue));
  if (condition.mode === "relative" && condition.delta === 0) return JSON.stringify({ ...condition, mode: "auto", delta: undefined });
  return condition.mode === "manual" && idle ? came : JSON.stringify(condition);
}
let came = null; // that of the form as it came

// leaveOff gives up what was begun so, or is about to be: the picture goes elsewhere.
export function leaveOff(image) {
  clearTimeout(timer);
  begun?.then((id) => {
    if (!id || id !== open()) return;
    abandon(image, id);
    asked = null;
  });
  begun = null;
}

// begin restores a picture that came just now, as its controls stand.
export function begin(form) {
  if (form) begun = restore(form);
}

// follow restores the whole picture once controls were set otherwise than by hand, if it is to follow at all.
export function follow(form) {
  const follows = form.querySelector("[data-follow]").checked;
  document.querySelector("#viewer").followed(follows);
  if (follows) later(form);
}

export function autorestore(root, how) {
  restore = how;
  root.addEventListener("change", (e) => {
    if (e.target.matches("[data-follow]")) return keep(KEPT, e.target.checked ? "on" : "off");
    const form = e.target.closest("#condition");
    if (!form || !e.target.matches(FOLLOWED) || !form.querySelector("[data-follow]").checked) return;
    if (e.target.name === "mode" && effect(form) === asked) return;
    later(form);
  });
  root.addEventListener("input", (e) => {
    const form = e.target.closest("#condition");
    if (!form) return;
    const box = form.querySelector("[data-follow]");
    const moves = e.target.matches(FOLLOWED) && !(e.target.name === "mode" && effect(form) === asked);
    if (!moves && !(e.target === box && !box.checked)) return; // how carefully is another matter than what, and goes for the next one
    document.querySelector("#viewer").followed(moves && box.checked);
    leaveOff(root.dataset.image);
  });
  root.addEventListener("submit", (e) => {
    if (!e.target.matches("#condition")) return; // to save or to share moves nothing
    clearTimeout(timer);
    asked = begun = null; // what it brings, the controls may depart from at once
  });
  let shown = null;
  const show = () => { // in each new form, once
    const box = root.querySelector("[data-follow]");
    if (box && box !== shown) {
      box.checked = kept(KEPT) !== "off";
      came = asked = JSON.stringify(conditionOf(box.form));
    }
    shown = box;
  };
  show();
  onSwap(show);
}
