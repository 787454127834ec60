// The studio page: forms and links work without this; with it they do so in place.
import "./viewer.js";
import { Brush } from "./brush.js";
import { conditionOf, listenToCondition, modelOf, nothing, painted, requestOf, take } from "./condition.js";
import { listenToSteps, remember } from "./condition_memory.js";
import { autorestore } from "./autorestore.js";
import { stickViewer } from "./viewer_sticky.js";
import { resume, start, stop } from "./job.js";
import { listenToKeys } from "./keys.js";
import { preview } from "./preview.js";
import { rove } from "./rove.js";
import { showRestoration } from "./parts.js";
import { listenToShare } from "./share.js";

const root = document.querySelector("#studio");
const { image } = root.dataset;

listenToCondition(root);
listenToSteps(root);
listenToKeys();
listenToShare(root);
stickViewer(root);
rove(root);
resume(image);
autorestore(root, (form) => {
  const condition = conditionOf(form);
  if (nothing(condition)) return false;
  start(image, requestOf(form, condition));
  return true;
});
if (root.querySelector("[data-brush]")) {
  new Brush(root.querySelector("#viewer"), () => {
    const form = root.querySelector("#condition");
    preview(modelOf(form), conditionOf(form));
  });
}

root.addEventListener("submit", (e) => {
  const form = e.target;
  if (form.matches("#condition")) {
    e.preventDefault();
    const cell = e.submitter?.name === "cell" ? e.submitter : null;
    const condition = cell ? painted(take(form, cell)) : conditionOf(form);
    if (cell) preview(modelOf(form), condition);
    remember();
    start(image, requestOf(form, condition));
  } else if (form.closest("[data-job]")) {
    e.preventDefault();
    stop(form.closest("[data-job]").dataset.job);
  }
});

root.addEventListener("click", (e) => {
  const link = e.target.closest("a[data-swap]");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  showRestoration(link.href);
});

root.addEventListener("change", (e) => {
  if (e.target.name !== "model") return;
  const { model, views, unheld } = e.target.form.elements; // what else was chosen goes along
  const query = new URLSearchParams({ model: model.value, views: views.value });
  if (unheld) query.set("unheld", Number(unheld.checked));
  location.assign(`/images/${image}?${query}`);
});

window.addEventListener("popstate", () => location.reload());
