// What the viewer shows stands behind the # of the address, so that the address brings it back.
import { recalled } from "./viewer_zoom.js";

const VIEWS = ["divide", "side", "flip", "difference"];
const GAIN = "8"; // of the difference, unless told
let timer = 0;

export function recall(view) {
  const kept = new URLSearchParams(location.hash.slice(1));
  const share = (name) => Math.min(1, Math.max(0, Number(kept.get(name)) || 0));
  if (kept.has("split")) view.divider.value = Math.round(share("split") * 1000);
  view.swapped = kept.get("swap") === "1";
  if (VIEWS.includes(kept.get("view"))) view.setView(kept.get("view"));
  if (Number(kept.get("gain")) >= 1) view.setGain(kept.get("gain"));
  const zoom = recalled(view, kept.get("zoom"));
  if (zoom !== null) view.setZoom(zoom);
  if (kept.has("x")) view.bring({ x: share("x") * view.size.w, y: share("y") * view.size.h }, view.middle());
  if (kept.get("loupe") === "1") view.querySelector("[data-loupe]").click();
  view.clip();
}

export function keep(view) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const now = new URLSearchParams();
    const put = (name, value, usual) => { if (value !== usual) now.set(name, value); };
    put("view", view.view, "divide");
    put("gain", view.gain, GAIN);
    put("loupe", view.querySelector("[data-loupe]").getAttribute("aria-pressed") === "true" ? "1" : "0", "0");
    put("zoom", view.zoom === "fit" ? view.zoom : String(Number(Number(view.zoom).toFixed(3))), "fit");
    put("split", (view.divider.value / 1000).toFixed(2), "0.50");
    put("swap", view.swapped ? "1" : "0", "0");
    if (view.zoom !== "fit") {
      const { x, y } = view.spot(view.middle());
      now.set("x", (x / view.size.w).toFixed(3));
      now.set("y", (y / view.size.h).toFixed(3));
    }
    const hash = now.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
  }, 250);
}
