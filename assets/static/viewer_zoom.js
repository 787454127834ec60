// How far the viewer magnifies: by steps with buttons, keys and double taps, and as far as two fingers or the wheel ask.
// A zoom is "fit", or how many pixels of the screen a pixel of the picture takes along a side.

const STEPS = ["fit", "1", "2", "4", "8"];
const MOST = 8;
const NOTCH = 70; // of the wheel at once, about twice as large: a mouse sends 100 and more, two fingers on a pad send many small ones
const LINE = 16; // px of the wheel, where it counts in lines

export function listenToZoom(view, stage) {
  view.querySelector("[data-zoom]").addEventListener("click", (e) => e.target.value && view.setZoom(e.target.value));
  stage.addEventListener("dblclick", (e) => {
    if (stage.classList.contains("paints")) return;
    if (view.zoom === "fit") step(view, 1, view.inPane(view.pointOf(e)));
    else view.setZoom("fit");
  });
  stage.addEventListener("wheel", (e) => {
    if (!e.ctrlKey) return; // the page's own scrolling stays
    e.preventDefault();
    const turned = e.deltaY * (e.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    const point = view.inPane(view.pointOf(e));
    view.setZoom(within(view, magnified(view) * Math.exp(-Math.min(NOTCH, Math.max(-NOTCH, turned)) / 100)), point);
  }, { passive: false });
  listenPinch(view, stage);
}

// magnified is a zoom as a number, that of the moment unless told.
const magnified = (view, zoom = view.zoom) => view.scale(zoom) * window.devicePixelRatio;

// within is a zoom between the whole picture, or 1:1 where that is less, and the last step.
function within(view, zoom) {
  const fit = magnified(view, "fit");
  const least = Math.min(fit, 1);
  if (zoom <= least) return fit <= 1 ? "fit" : 1;
  return Math.min(zoom, Math.max(MOST, fit));
}

// recalled is a zoom that an address had, null for none.
export function recalled(view, text) {
  if (text === "fit") return text;
  return Number(text) > 0 ? within(view, Number(text)) : null;
}

// step takes the next zoom that is larger, or smaller, than that of the moment.
export function step(view, by, point) {
  const now = magnified(view);
  const beyond = STEPS.filter((zoom) => by * Math.log(magnified(view, zoom) / now) > 0.01);
  const nearest = (a, b) => (by * (magnified(view, b) - magnified(view, a)) < 0 ? b : a);
  if (beyond.length > 0) view.setZoom(beyond.reduce(nearest), point);
}

// listenPinch keeps what two fingers took hold of between them; one finger scrolls.
function listenPinch(view, stage) {
  let from = null;
  const span = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  const between = ([a, b]) => view.inPane(view.pointOf({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }));
  stage.addEventListener("touchstart", ({ touches }) => {
    from = touches.length === 2 ? { span: span(touches), zoom: magnified(view), spot: view.spot(between(touches)) } : null;
  }, { passive: true });
  stage.addEventListener("touchmove", (e) => {
    if (!from || e.touches.length !== 2) return;
    if (e.cancelable) e.preventDefault();
    view.setZoom(within(view, (from.zoom * span(e.touches)) / from.span), between(e.touches), from.spot);
  }, { passive: false });
  stage.addEventListener("touchend", () => { from = null; });
}
