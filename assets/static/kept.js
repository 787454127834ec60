// What this browser remembers from page to page, where it keeps anything: some are told not to, and do without.

export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch { /* it is forgotten with the page */ }
}

export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
