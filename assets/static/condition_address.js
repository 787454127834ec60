// How the condition's controls stand is in the address, in the form's own fields, so that the
// address brings it back. What is painted stays with the visit, which a reload keeps too: it is
// too long for an address.
import { conditionOf, nothing, pressed } from "./condition.js";
import { onSwap } from "./parts.js";

const FIELDS = /^(model|views|unheld|mode|delta|cell|strength|weight\..+)$/;
const came = new WeakMap(); // a form's controls as they came, and the address that brought them

// fieldsOf is how the controls stand, a level's cell by its name.
export function fieldsOf(form) {
  const { model, views, unheld } = form.elements;
  const fields = new URLSearchParams({ views: views.value, mode: form.elements.mode.value });
  if (model) fields.set("model", model.value);
  if (unheld) fields.set("unheld", Number(unheld.checked));
  const { mode, delta, codec, strength } = conditionOf(form);
  const cell = pressed(form);
  if (cell) fields.set("cell", cell.value);
  else if (mode === "relative") fields.set("delta", delta);
  else if (mode === "manual") {
    for (const [name, weight] of Object.entries(codec)) fields.set(`weight.${name}`, Number(weight.toFixed(6)));
    fields.set("strength", strength);
  }
  return fields;
}

function without(search) {
  const kept = new URLSearchParams(search);
  for (const name of [...kept.keys()]) if (FIELDS.test(name)) kept.delete(name);
  return kept;
}

// keep writes how a form's controls stand into the address.
function keep(form) {
  const first = came.get(form);
  first.search ??= location.search;
  if (nothing(conditionOf(form))) return;
  const fields = fieldsOf(form);
  let search = first.search;
  if (fields.toString() !== first.fields) search = `?${new URLSearchParams([...without(location.search), ...fields])}`;
  if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
}

// keepAnew does so where the address is of other controls than the form's.
export function keepAnew(form) {
  came.set(form, { fields: "" });
  keep(form);
}

// settle gives the address back what it was of when its page came: the next step of the history leads away.
export function settle() {
  const { search } = came.get(document.querySelector("#condition")) ?? {};
  if (search !== undefined) history.replaceState(history.state, "", location.pathname + search + location.hash);
}

// asked tells whether the address says how the controls stand.
export const asked = () => /[?&](mode|cell)=/.test(location.search);

export function listenToConditionAddress(root) {
  const meet = () => {
    const form = document.querySelector("#condition");
    if (form && !came.has(form)) came.set(form, { fields: fieldsOf(form).toString() });
  };
  meet();
  onSwap(meet);
  for (const kind of ["change", "click"]) {
    root.addEventListener(kind, (e) => {
      const form = e.target.closest("#condition");
      if (form && e.target.name !== "model") setTimeout(() => form.isConnected && keep(form)); // once the controls have answered
    });
  }
}
