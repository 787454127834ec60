// The server renders every part of the page; this swaps in the ones that changed.

import { focusOn } from "./comeback.js";

// fetched is a page of ours, by a form's request too, or what refuses it: undefined where the studio does not answer.
export async function fetched(address, request) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, ...request });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { page, address: answer.url, status: answer.status };
  } catch {
    return undefined; // or its answer was cut
  }
}

// read fetches a page: null if it is not to be had, undefined if not just now.
export async function read(address) {
  const loaded = await fetched(address);
  if (!loaded || loaded.status >= 500) return undefined;
  return loaded.status < 400 ? loaded : null;
}

// counterpart is the selector of the control in a new part that an old one's stands for, or null.
function counterpart(control) {
  const { id, name, type, value, dataset } = control;
  const is = (attribute, text) => `[${attribute}="${CSS.escape(text)}"]`;
  if (id) return `#${CSS.escape(id)}`;
  if (dataset.press) return is("data-press", dataset.press);
  if (dataset.step) return is("data-step", dataset.step);
  if (control.matches("a[href]")) return `a${is("href", control.getAttribute("href"))}`;
  if (control.matches("details[id] > summary")) return `#${CSS.escape(control.parentElement.id)} > summary`;
  if (name) return is("name", name) + (type === "radio" || type === "submit" ? is("value", value) : "");
  return null;
}

// keepFields puts what was set, for saving, or chosen into what comes in its place.
export function keepFields(old, part) {
  for (const field of old.querySelectorAll("[data-keeps] input")) {
    const now = part.querySelector(`[data-keeps] ${counterpart(field)}`);
    if (now?.type === "file") now.files = field.files;
    else if (now) [now.value, now.checked] = [field.value, field.checked];
  }
}

// onSwap tells a listener of every swap, once what came is here.
export const onSwap = (listener) => document.addEventListener("swapped", listener);

// swap puts a page's parts in place of those here. Names limits which. What has the focus keeps it; where
// that is gone, the head of its part has it, or its first button.
export function swap(page, names) {
  let refocus = null;
  for (const part of page.querySelectorAll("[data-part]")) {
    const { part: name } = part.dataset;
    if (names && !names.includes(name)) continue;
    const old = document.querySelector(`[data-part="${name}"]`);
    if (!old) continue;
    for (const open of old.querySelectorAll("details[id][open]")) part.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
    keepFields(old, part);
    const focused = old.contains(document.activeElement) && document.activeElement;
    const like = focused && counterpart(focused);
    old.replaceWith(document.adoptNode(part));
    if (!focused) continue;
    refocus = () => {
      const again = like && part.querySelector(like);
      if (again && !again.disabled) again.focus({ preventScroll: true });
      else focusOn(part.querySelector("h2, .button") ?? part);
    };
  }
  document.dispatchEvent(new Event("swapped"));
  refocus?.(); // once those who listen have put what came in order
}

// load reads a page and swaps its parts in. It returns what was read.
export async function load(address, names) {
  const loaded = await read(address);
  if (loaded) swap(loaded.page, names);
  return loaded;
}
