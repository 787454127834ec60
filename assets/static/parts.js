// The server renders every part of the page; this swaps in the ones that changed.

import { showMap } from "./brush.js";

// read fetches a page of ours, by a form's request too: null if it is not to be had, undefined if not just now.
export async function read(address, request) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...request });
  if (!answer.ok) return answer.status < 500 ? null : undefined;
  return { page: new DOMParser().parseFromString(await answer.text(), "text/html"), address: answer.url };
}

// counterpart is the selector of the control in a new part that an old one's stands for, or null.
function counterpart({ id, name, type, value, dataset }) {
  const is = (attribute, text) => `[${attribute}="${CSS.escape(text)}"]`;
  if (id) return `#${CSS.escape(id)}`;
  if (dataset.testid) return is("data-testid", dataset.testid);
  if (name) return is("name", name) + (type === "radio" || type === "submit" ? is("value", value) : "");
  return null;
}

// swap puts a page's parts in place of those here. Names limits which. What has the focus keeps it.
export function swap(page, names) {
  for (const part of page.querySelectorAll("[data-part]")) {
    const { part: name } = part.dataset;
    if (names && !names.includes(name)) continue;
    const old = document.querySelector(`[data-part="${name}"]`);
    if (!old) continue;
    for (const open of old.querySelectorAll("details[id][open]")) part.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
    for (const field of old.querySelectorAll("[data-keeps] input")) { // what was set for saving
      const now = part.querySelector(`[data-keeps] ${counterpart(field)}`);
      if (now) [now.value, now.checked] = [field.value, field.checked];
    }
    const focused = old.contains(document.activeElement) && counterpart(document.activeElement);
    old.replaceWith(document.adoptNode(part));
    if (focused) part.querySelector(focused)?.focus({ preventScroll: true });
  }
}

// load reads a page and swaps its parts in. It returns what was read.
export async function load(address, names) {
  const loaded = await read(address);
  if (loaded) swap(loaded.page, names);
  return loaded;
}

// showRestoration brings a page into view: its parts, and its picture into the viewer. With names, those parts
// alone: what was painted stays.
export async function showRestoration(address, names) {
  const loaded = await load(address, names);
  if (!loaded) return location.assign(address);
  const here = document.querySelector("#viewer");
  const view = loaded.page.querySelector("#viewer");
  if (view && view.dataset.before !== here.dataset.before) return location.assign(loaded.address + location.hash); // another pair
  const step = new URLSearchParams(location.search).has("job") ? "replaceState" : "pushState"; // the job's address leads here anyway
  history[step](names ? history.state : null, "", loaded.address + location.hash);
  const img = view?.querySelector(".after img");
  if (img) await here.setAfter(img.getAttribute("src"), view.dataset.after);
  if (!names) showMap(view?.dataset.map);
}
