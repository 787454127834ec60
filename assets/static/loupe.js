// The loupe: both pictures at 400 %, or twice as large as they are seen, around where the pointer is, or around the middle of
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
    const at = point ?? view.middle();
    const { x, y } = view.spot(view.inPane(at));
    const power = Math.max(POWER / window.devicePixelRatio, 2 * view.drawn.scale);
    const share = (text, of) => (of * power * parseFloat(text)) / 100;
    [view.before, view.after].forEach((layer, i) => {
      // A preview lies over its part of the picture.
      const images = [".live", "img:not(.live)"].map((kind) => layer?.querySelector(kind)).filter(Boolean);
      const each = (of) => images.map(of).join();
      const box = ({ style, className }) => (className === "live" ? style : { left: "0", top: "0", width: "100%", height: "100%" });
      const { w, h } = view.size;
      const { style } = panes[i];
      style.backgroundImage = each((img) => `url("${img.currentSrc || img.src}")`) || "none";
      style.backgroundSize = each((img) => `${share(box(img).width, w)}px ${share(box(img).height, h)}px`);
      style.backgroundPosition = each((img) => `${75 - x * power + share(box(img).left, w)}px ${75 - y * power + share(box(img).top, h)}px`);
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
  new MutationObserver(draw).observe(view.canvas, { childList: true, subtree: true, attributeFilter: ["src", "style"] }); // another picture, another zoom
}
