// What hands do to the viewer: buttons, keys, drags. Every drag has a button or a key beside it.
import { lettersOn } from "./keys.js";
import { listenToZoom, step } from "./viewer_zoom.js";

export function listenToViewer(view) {
  const { stage, divider } = view;
  stage.addEventListener("scroll", () => view.clip(), { passive: true });
  divider.addEventListener("input", () => view.clip());
  view.querySelector("[data-view]").addEventListener("click", (e) => {
    if (e.target.value === "flip" && view.view === "flip") view.swap();
    else if (e.target.value) view.setView(e.target.value);
  });
  view.querySelector(".gain input").addEventListener("input", (e) => view.setGain(e.target.value));
  listenHold(view, view.querySelector("[data-hold]"));
  listenPan(view, stage);
  listenToZoom(view, stage);
  listenKeys(view, stage);
}

function listenHold(view, button) {
  button.addEventListener("pointerdown", () => view.hold(true));
  for (const end of ["pointerup", "pointerleave", "pointercancel", "blur"]) button.addEventListener(end, () => view.hold(false));
  // A key press, and a click by an assistive tool, turn it over: once, however long the key is held.
  button.addEventListener("keydown", (e) => { if (e.repeat) e.preventDefault(); });
  button.addEventListener("click", (e) => { if (e.detail === 0) view.hold(!view.classList.contains("is-holding")); });
}

function listenPan(view, stage) {
  let from = null;
  stage.addEventListener("dragstart", (e) => e.preventDefault()); // Firefox would carry the picture away
  stage.addEventListener("pointerdown", (e) => {
    if (e.pointerType !== "mouse" || e.button !== 0 || view.onBar(e) || !stage.classList.contains("pans")) return;
    from = { x: e.clientX + stage.scrollLeft, y: e.clientY + stage.scrollTop };
    stage.setPointerCapture(e.pointerId);
    stage.classList.add("panning");
  });
  stage.addEventListener("pointermove", (e) => {
    if (!from) return;
    stage.scrollLeft = from.x - e.clientX;
    stage.scrollTop = from.y - e.clientY;
  });
  const end = () => { from = null; stage.classList.remove("panning"); };
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", end);
}

// Keys answer in the viewer and while nothing has the focus, unless a control there wants them, where a page has the list of
// keys with which all are switched off; elsewhere on the stage alone, whose letters may be switched off too.
function listenKeys(view, stage) {
  const keys = {
    "+": () => step(view, 1), "=": () => step(view, 1), "-": () => step(view, -1),
    0: () => view.setZoom("fit"), z: () => view.setZoom("1"),
    d: () => view.setView(view.view === "difference" ? "divide" : "difference"),
    x: () => view.swap(),
    f: () => (view.view === "flip" ? view.swap() : view.setView("flip")),
    l: () => view.querySelector("[data-loupe]").click(),
    " ": () => view.hold(true),
  };
  const switchable = document.querySelector("#keys") !== null;
  const wanted = (e) => e.target.closest(e.key === " " ? "a, button, summary, input, select, textarea" : "input:not([type=range]), select, textarea");
  const seen = () => stage.getBoundingClientRect().bottom > 0 && stage.getBoundingClientRect().top < window.innerHeight;
  document.addEventListener("keydown", (e) => {
    const on = stage.contains(e.target);
    if (!on && !(switchable && lettersOn() && (view.contains(e.target) || (e.target === document.body && seen())))) return;
    const key = e.key.toLowerCase(), act = keys[key];
    if (!act || wanted(e) || (/[a-z]/.test(key) && !lettersOn()) || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    if (!e.repeat || "+=-".includes(key)) act(); // else a key that is held would make the picture flash
  });
  document.addEventListener("keyup", (e) => { if (e.key === " " && !wanted(e)) view.hold(false); }); // the button has its own click
  for (const from of [stage, window]) from.addEventListener("blur", () => view.hold(false));
}
