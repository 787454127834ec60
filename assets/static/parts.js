// The server renders every part of the page; this swaps in the ones that changed.

import { showMap } from "./brush.js";

// read fetches a page of ours, by a form's request too: null if it is not to be had, undefined if not just now.
export async function read(address, request) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...request });
  if (!answer.ok) return answer.status < 500 ? null : undefined;
  return { page: new DOMParser().parseFromString(await answer.text(), "text/html"), address: answer.url };
}

// swap puts a page's parts in place of those here. Names limits which.
export function swap(page, names) {
  for (const part of page.querySelectorAll("[data-part]")) {
    const { part: name } = part.dataset;
    if (names && !names.includes(name)) continue;
    document.querySelector(`[data-part="${name}"]`)?.replaceWith(document.adoptNode(part));
  }
}

// load reads a page and swaps its parts in. It returns what was read.
export async function load(address, names) {
  const loaded = await read(address);
  if (loaded) swap(loaded.page, names);
  return loaded;
}

// showRestoration brings a page into view: its parts, and its picture into the viewer.
export async function showRestoration(address, names) {
  const loaded = await load(address, names);
  if (!loaded) return location.assign(address);
  const here = document.querySelector("#viewer");
  const view = loaded.page.querySelector("#viewer");
  if (view && view.dataset.before !== here.dataset.before) return location.assign(loaded.address); // another pair
  history.pushState(null, "", loaded.address + location.hash);
  const img = view?.querySelector(".after img");
  if (img) await here.setAfter(img.getAttribute("src"), view.dataset.after);
  showMap(view?.dataset.map);
}
