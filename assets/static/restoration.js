// A restoration of the picture that is looked at comes into view without a new page.

import { showMap } from "./brush.js";
import { settle } from "./condition_address.js";
import { shown as inView } from "./job_list.js";
import { read, swap } from "./parts.js";
import { away, heard } from "./refusal.js";

const modelOf = (page) => page.querySelector("#studio").dataset.model;
let latest = 0; // counts what was asked for: an older one's answer comes too late
let coming = Promise.resolve(); // what comes into view

// settled is there once nothing is on its way into view.
export const settled = () => coming;

// showRestoration brings a page into view: its parts, and its picture into the viewer. Where `only`, asked once the page is
// here, names parts, those alone: what was painted stays. It returns undefined if the studio does not answer just now, and null for what another
// was asked for after.
export function showRestoration(address, only) {
  const shown = show(address, only);
  coming = shown.catch(() => {});
  return shown;
}

async function show(address, only) {
  const mine = ++latest;
  const loaded = await read(address);
  if (mine !== latest) return null;
  if (loaded === undefined) return away();
  if (loaded === null) {
    location.assign(address); // the answer says why
    return null;
  }
  const here = document.querySelector("#viewer");
  const view = loaded.page.querySelector("#viewer");
  const differs = (name) => view.dataset[name] !== here.dataset[name];
  if (view && (differs("before") || differs("altAfter") || modelOf(loaded.page) !== modelOf(document))) {
    location.assign(loaded.address + location.hash); // another pair, or other codecs to paint with
    return null;
  }
  // The job's address leads here anyway, as the picture's own does from its first restoration on.
  const leadsHere = new URLSearchParams(location.search).has("job") || !inView();
  const step = leadsHere ? "replaceState" : "pushState";
  if (step === "pushState") settle();
  const names = only?.();
  swap(loaded.page, names);
  history[step](names ? history.state : null, "", loaded.address + location.hash);
  const img = view?.querySelector(".after img");
  const put = () => here.setAfter(img.getAttribute("src"), view.dataset.after);
  if (img && !(await put())) {
    away();
    await heard();
    if (mine === latest && !(await put())) away(); // no more: others wait for what comes into view
  }
  if (mine !== latest) return null;
  if (!names) showMap(view?.dataset.map);
  return loaded;
}
