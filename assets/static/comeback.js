// Where the focus goes when this page is left and comes again, in place of the top of the page.
import { keepInTab, keptInTab } from "./kept.js";

const KEPT = "uncodec.comeback"; // in this tab

// comeBack says where: a selector. A browser that keeps nothing begins at the top.
export const comeBack = (selector) => keepInTab(KEPT, selector);

// cameBack goes there, if this page came so.
export function cameBack() {
  const selector = keptInTab(KEPT);
  if (!selector) return;
  keepInTab(KEPT, "");
  const to = document.querySelector(selector);
  if (to) focusOn(to);
}

// comeAnew loads a page anew that the browser kept as it was left.
export function comeAnew() {
  window.addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
}

// able lets those of some buttons be pressed that can be; the focus that one of the others has goes to one beside it.
export function able(buttons, can) {
  const free = buttons.filter(can);
  for (const b of free) b.disabled = false;
  if (free.length > 0 && buttons.some((b) => b === document.activeElement && !can(b))) free[0].focus();
  for (const b of buttons) b.disabled = !can(b);
}

// focusOn gives the focus to a control, or to a heading.
export function focusOn(to) {
  if (!to.matches("a, button, input, select, textarea, summary")) to.tabIndex = -1;
  to.focus();
}
