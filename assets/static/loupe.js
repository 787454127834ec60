// The loupe: both pictures at 400 %, around where the pointer is, or around the middle of
// the stage for those who have none.
import { keep } from "./viewer_address.js";

const POWER = 4;

export function loupe(view) {
  const button = view.querySelector("[data-loupe]");
  const glass = view.querySelector("[data-loupe-glass]");
  const panes = glass.children;
  let point = null;

  const draw = () => {
    if (glass.hidden) return;
    const { clientWidth: width, clientHeight: height } = view.stage;
    const pane = view.pane();
    const at = point ?? { x: pane.w / 2, y: height / 2 };
    const across = view.view === "side" && at.x > pane.w ? at.x - pane.w : at.x;
    const x = (view.stage.scrollLeft + across - view.origin.x) / view.drawn.scale;
    const y = (view.stage.scrollTop + at.y - view.origin.y) / view.drawn.scale;
    const power = POWER / window.devicePixelRatio;
    [view.before, view.after].forEach((layer, i) => {
      const img = layer?.querySelector("img:not(.live)");
      const { style } = panes[i];
      style.backgroundImage = img ? `url("${img.currentSrc || img.src}")` : "none";
      style.backgroundSize = `${view.size.w * power}px ${view.size.h * power}px`;
      style.backgroundPosition = `${75 - x * power}px ${75 - y * power}px`;
    });
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
    keep(view);
  });
  const move = (e) => {
    const box = view.stage.getBoundingClientRect();
    point = { x: e.clientX - box.left, y: e.clientY - box.top };
    draw();
  };
  view.stage.addEventListener("pointermove", move);
  view.stage.addEventListener("pointerdown", move);
  view.stage.addEventListener("scroll", draw, { passive: true });
}
