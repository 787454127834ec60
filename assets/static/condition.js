// The condition's controls: the visible part is restored while they move, the whole
// picture when the form is sent.
import { mapOf } from "./brush.js";
import { preview, stopPreview } from "./preview.js";

// value is where a control stands: the number that it came for, which may be finer, unless it was moved.
const value = (input) => Number(input.dataset.exact && Number(input.value) === Number(input.defaultValue) ? input.dataset.exact : input.value);
const number = (form, name) => value(form.elements[name]);
const weights = (form) => [...form.querySelectorAll('[name^="weight."]')];

// conditionOf is the form as the API takes it, with what is painted.
export const conditionOf = (form) => painted({ ...(pressed(form) ? cellCondition(pressed(form)) : controlsOf(form)), ...unheld(form) });

// pressed is the bar or cell that the controls stand at, null for none.
export const pressed = (form) => form.querySelector('[name="cell"][aria-pressed="true"]');

// unheld is there where the answer may depart from the file.
const unheld = (form) => (form.elements.unheld?.checked ? { unheld: true } : {});

export function painted(condition) {
  const map = mapOf();
  return map ? { ...condition, map } : condition;
}

function controlsOf(form) {
  const mode = form.elements.mode.value;
  if (mode === "relative") return { mode, delta: number(form, "delta") };
  if (mode === "manual") {
    const codec = {};
    for (const w of weights(form)) if (value(w) > 0) codec[w.name.slice("weight.".length)] = value(w);
    return { mode, codec, strength: number(form, "strength") };
  }
  return { mode: "auto" };
}

// nothing says of a condition that it names no codec.
export const nothing = (condition) => condition.mode === "manual" && Object.keys(condition.codec).length === 0;

export const modelOf = (form) => form.elements.model?.value ?? "";

// requestOf is what the form asks for, under a condition.
export const requestOf = (form, condition) => ({ model: modelOf(form), condition, views: Number(form.elements.views.value), reuse: true });

// cellCondition is what a bar or a cell means: that codec alone, at that level if it has one.
function cellCondition(button) {
  const [name, level] = button.value.split(":");
  return level ? { mode: "manual", codec: { [name]: 1 }, level } : { mode: "manual", codec: { [name]: 1 } };
}

// take sets the controls to what a cell says, and returns it.
export function take(form, button) {
  const [name] = button.value.split(":");
  form.elements.mode.value = "manual";
  for (const w of weights(form)) set(w, w.name === `weight.${name}` ? 100 : 0);
  if (button.dataset.strength) set(form.elements.strength, Number(button.dataset.strength).toFixed(2));
  release(form);
  button.setAttribute("aria-pressed", "true");
  return { ...cellCondition(button), ...unheld(form) };
}

// release lets go of the cells: the controls have moved away from them.
export function release(form) {
  for (const b of form.querySelectorAll('[name="cell"]')) b.setAttribute("aria-pressed", "false");
}

export function set(input, value) {
  input.value = value;
  show(input);
}

function show(input) {
  const out = input.closest("label")?.querySelector("output");
  if (!out) return;
  out.textContent = Number(input.step) < 1 ? Number(input.value).toFixed(2) : input.value;
  if (input.name !== "delta") return;
  const strength = shifted(input).toFixed(2);
  const delta = `${["−", "", "+"][Math.sign(input.value) + 1]}${Math.abs(input.value).toFixed(2)}`;
  input.setAttribute("aria-valuetext", `${delta}, ${input.dataset.comesTo} ${strength}`);
  out.textContent = `${delta} → ${strength}`; // as the server's page has it
}

// shifted is the strength that is believed, so much gentler or stronger: the scale has ends.
function shifted(delta) {
  const { min, max, dataset } = delta.form.elements.strength;
  return Math.min(max, Math.max(min, Number(dataset.believed) + Number(delta.value)));
}

// sketch shows the picture as the controls stand, unless they name no codec.
export function sketch(form) {
  const condition = conditionOf(form);
  if (nothing(condition)) stopPreview();
  else preview(modelOf(form), condition);
}

// listenToCondition serves whatever form is there: it is swapped after a restoration.
export function listenToCondition(root) {
  root.addEventListener("input", (e) => {
    const form = e.target.closest("#condition");
    if (!form || !e.target.matches('[name="mode"], [type="range"]')) return; // model, care and the boxes change no condition
    if (e.target.type === "range") show(e.target);
    release(form);
    sketch(form);
  });
  root.addEventListener("click", (e) => {
    if (!e.target.matches("[data-back-to-auto]")) return;
    const form = e.target.closest("#condition");
    form.elements.mode.value = "auto";
    for (const i of form.querySelectorAll("[data-believed]")) set(i, i.dataset.believed);
    const auto = form.querySelector('[name="mode"][value="auto"]');
    for (const kind of ["input", "change"]) auto.dispatchEvent(new Event(kind, { bubbles: true })); // as if it was chosen
    auto.focus();
  });
}
