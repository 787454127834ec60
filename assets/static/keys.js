// Single-key shortcuts of the studio page. They can be switched off, and rest while
// somebody types or a control wants the key.
import { keep, kept } from "./kept.js";

const OFF = "uncodec.keys";

// lettersOn tells whether letters may act, here and in the viewer.
export const lettersOn = () => kept(OFF) !== "off";

const press = (selector) => document.querySelector(selector)?.click();

// level goes to the next stronger or gentler level of the codec of the moment.
function level(by) {
  const cells = [...document.querySelectorAll('.cell[name="cell"]')];
  if (cells.length === 0) return;
  const share = (c) => Number(c.querySelector("rect").getAttribute("fill-opacity"));
  const now = cells.find((c) => c.getAttribute("aria-pressed") === "true") ?? cells.reduce((a, b) => (share(b) > share(a) ? b : a));
  const next = cells[cells.indexOf(now) + by];
  if (next && next.closest("li") === now.closest("li")) next.click();
}

// variants are the restorations that can be shown.
const variants = () => [...document.querySelectorAll(".history li")].filter((li) => li.matches(".shown, :has([data-swap])"));

const keys = {
  "?": () => document.querySelector("#keys").showModal(),
  a: () => { press('#condition [name="mode"][value="auto"]'); press('[data-press="restore"]'); },
  r: () => press('[data-press="restore"]'),
  "[": () => level(-1),
  "]": () => level(1),
  escape: () => press('form:not([hidden]) > [data-press="stop"]'),
};
for (let n = 1; n <= 9; n++) keys[n] = () => variants()[n - 1]?.querySelector("[data-swap]")?.click(); // the one that is shown has none

export function listenToKeys() {
  const dialog = document.querySelector("#keys");
  const on = dialog.querySelector("[data-keys-on]");
  on.checked = lettersOn();
  on.addEventListener("change", () => keep(OFF, on.checked ? "on" : "off"));
  document.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (e) => {
    const typing = e.target.closest("input:not([type=range], [type=radio], [type=checkbox]), select, textarea, dialog");
    if (typing || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || !lettersOn()) return;
    const act = keys[e.key.toLowerCase()]; // as it is under Caps Lock, too
    if (!act) return;
    e.preventDefault();
    act();
  });
}
