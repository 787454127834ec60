// The server renders every part of the page; this swaps in the ones that changed.

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
  history.pushState(null, "", loaded.address);
  const view = loaded.page.querySelector("#viewer");
  const img = view?.querySelector(".after img");
  if (img) await document.querySelector("#viewer").setAfter(img.getAttribute("src"), view.dataset.after);
}
