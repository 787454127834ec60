// What this browser remembers from page to page, where it keeps anything: some are told not to, and do without.

export const keep = (name, value) => put(() => localStorage, name, value);
export const kept = (name) => got(() => localStorage, name);

// The same for as long as this tab is open, and for it alone.
export const keepInTab = (name, value) => put(() => sessionStorage, name, value);
export const keptInTab = (name) => got(() => sessionStorage, name);

function put(where, name, value) {
  try {
    where().setItem(name, value);
  } catch { /* it is forgotten with the page */ }
}

function got(where, name) {
  try {
    return where().getItem(name);
  } catch {
    return null;
  }
}
