// The server renders every part of the page; this swaps in the ones that changed.

import { showMap } from "./brush.js";

// load fetches a page of ours and puts its parts in place of those here. Names limits
// which. It returns the page, or null if it was not to be had.
export async function load(address, names) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll("[data-part]")) {
    const { part: name } = part.dataset;
    if (names && !names.includes(name)) continue;
    document.querySelector(`[data-part="${name}"]`)?.replaceWith(document.adoptNode(part));
  }
  return { page, address: answer.url };
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
