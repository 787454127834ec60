// The whole picture follows a control that was let go, unless that is switched off, which this
// browser remembers. What was begun so is given up once a control moves again.
import { open, stop } from "./job.js";
import { onSwap } from "./parts.js";

const KEPT = "uncodec.follow";
const FOLLOWED = 'input[type="range"], [name="mode"], [name="unheld"]';
const REST = 600; // ms that the controls rest before: arrow keys let go at every step
let timer = 0;
let begun = null; // what is, or will be, the id of the job

let restore = null; // how a form's restoration is begun, as the page says

function later(form) {
  clearTimeout(timer);
  timer = setTimeout(() => (begun = restore(form)), REST);
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
    if (e.target.matches("[data-follow]")) return localStorage.setItem(KEPT, e.target.checked ? "on" : "off");
    const form = e.target.closest("#condition");
    if (!form || !e.target.matches(FOLLOWED) || !form.querySelector("[data-follow]").checked) return;
    later(form);
  });
  root.addEventListener("input", (e) => {
    const form = e.target.closest("#condition");
    if (!form) return;
    document.querySelector("#viewer").followed(e.target.matches(FOLLOWED) && form.querySelector("[data-follow]").checked);
    clearTimeout(timer);
    begun?.then((id) => id && id === open() && stop(id));
    begun = null;
  });
  root.addEventListener("submit", () => {
    clearTimeout(timer);
    begun = null;
  });
  let shown = null;
  const show = () => { // in each new form, once
    const box = root.querySelector("[data-follow]");
    if (box && box !== shown) box.checked = localStorage.getItem(KEPT) !== "off";
    shown = box;
  };
  show();
  onSwap(show);
}
