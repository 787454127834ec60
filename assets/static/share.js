// The share link is made, ended and copied in place; its forms do without this.
import { fetched } from "./parts.js";
import { away, online } from "./refusal.js";

async function change(form) {
  const loaded = await fetched(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!loaded) return away();
  online();
  if (loaded.status >= 400) return form.submit(); // the answer says why
  const share = loaded.page.querySelector("[data-share]");
  if (!share) return location.reload(); // there is nothing left to share
  form.closest("[data-share]").replaceWith(document.adoptNode(share));
  const [first] = document.querySelectorAll("[data-share] :is(input[readonly], button)");
  first?.focus();
  first?.select?.();
}

async function copy(share) {
  const link = share.querySelector("input");
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
  } catch {
    document.execCommand("copy"); // by plain http from elsewhere there is no clipboard but this
  }
  share.querySelector("output").textContent = share.dataset.copied;
}

export function listenToShare(root) {
  root.addEventListener("submit", (e) => {
    if (!e.target.closest("[data-share]")) return;
    e.preventDefault();
    change(e.target);
  });
  root.addEventListener("click", (e) => e.target.closest("[data-copy]") && copy(e.target.closest("[data-share]")));
}
