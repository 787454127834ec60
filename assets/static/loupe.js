// The loupe: both pictures at 400 %, or twice as large as they are seen, around where the pointer is, or around the middle of
// the stage for those who have none.
import { keep } from "./viewer_address.js";

const POWER = 4;

const WHOLE = { left: "0", top: "0", width: "100%", height: "100%" };

// paint draws what a layer shows around a spot of the picture: a preview lies over its part of it. What is drawn is there
// already: an address in a style sheet would be loaded again.
function paint(pane, layer, size, { x, y, power }) {
  const { clientWidth: w, clientHeight: h } = pane;
  pane.width = w * window.devicePixelRatio;
  pane.height = h * window.devicePixelRatio;
  const pen = pane.getContext("2d");
  pen.scale(window.devicePixelRatio, window.devicePixelRatio);
  pen.imageSmoothingEnabled = false;
  const share = (text, of) => (of * parseFloat(text)) / 100;
  for (const img of ["img:not(.live)", ".live"].map((kind) => layer?.querySelector(kind))) {
    if (!img?.naturalWidth) continue;
    const box = img.className === "live" ? img.style : WHOLE;
    pen.drawImage(img, w / 2 + (share(box.left, size.w) - x) * power, h / 2 + (share(box.top, size.h) - y) * power,
      share(box.width, size.w) * power, share(box.height, size.h) * power);
  }
}

export function loupe(view) {
  const button = view.querySelector("[data-loupe]");
  const glass = view.querySelector("[data-loupe-glass]");
  const panes = glass.children;
  let point = null;

  const draw = () => {
    if (glass.hidden) return;
    const { clientWidth: width, clientHeight: height } = view.stage;
    const at = point ?? view.middle();
    const { x, y } = view.spot(view.inPane(at));
    const power = Math.max(POWER / window.devicePixelRatio, 2 * view.drawn.scale);
    glass.dataset.power = power;
    [view.before, view.after].forEach((layer, i) => paint(panes[i], layer, view.size, { x, y, power }));
    const place = (v, size, room) => Math.min(Math.max(0, v), Math.max(0, room - size));
    // Above the pointer, so that a finger does not hide it; below where there is no room.
    const above = at.y - 175;
    glass.style.left = `${place(at.x - 150, 304, width)}px`;
    glass.style.top = `${place(above < 0 ? at.y + 25 : above, 154, height)}px`;
  };

  button.addEventListener("click", () => {
    glass.hidden = !glass.hidden;
    button.setAttribute("aria-pressed", String(!glass.hidden));
    point = null;
    draw();
    view.magnifies = !glass.hidden;
    view.sharpen();
    keep(view);
  });
  const move = (e) => {
    point = view.pointOf(e);
    draw();
  };
  view.stage.addEventListener("pointermove", move);
  view.stage.addEventListener("pointerdown", move);
  view.stage.addEventListener("scroll", draw, { passive: true });
  view.canvas.addEventListener("load", draw, { capture: true });
  new MutationObserver(draw).observe(view.canvas, { childList: true, subtree: true, attributeFilter: ["src", "style"] }); // another picture, another zoom
}
