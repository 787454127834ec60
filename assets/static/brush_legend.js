// What the brush's panel says of what is painted: which conditions there are, and how much of the picture each has.
import { able } from "./comeback.js";

const COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#ffffff"]; // told apart by the colour-blind too

// colourOf is that of the condition of a number, from 1.
export const colourOf = (number) => COLOURS[(number - 1) % COLOURS.length];

// codecOption is the choice of a codec on the panel, if it is one that can be chosen there.
export const codecOption = (panel, name) => panel.querySelector(`[data-brush-codec] [value="${CSS.escape(name)}"]`);

export function describe(panel, map) {
  const { cells, conditions, painted } = map;
  const can = { undo: map.past.length > 0, redo: map.future.length > 0, clear: painted, sight: true };
  able([...panel.querySelectorAll("[data-brush-do]")].filter((b) => b.dataset.brushDo in can), (b) => can[b.dataset.brushDo]);
  const share = (k) => Math.round((100 * cells.filter((c) => c === k).length) / cells.length);
  const summary = panel.querySelector("[data-brush-share]"); // what is painted counts, the panel open or not
  summary.textContent = painted ? ` · ${Math.max(1, 100 - share(0))} ${summary.dataset.painted}` : "";
  const legend = panel.querySelector("[data-brush-legend]");
  const lines = conditions.map((c, i) => line(`${told(panel, c)}: ${share(i + 1)} %`, colourOf(i + 1)));
  const rest = map.covers ? legend.dataset.covered : `${legend.dataset.rest}: ${share(0)} %`;
  legend.replaceChildren(...(lines.length === 0 ? [line(legend.dataset.empty)] : [...lines, line(rest)]));
}

// told is a condition in words. Maps that came through the API may name levels and mixtures.
function told(panel, { mode, codec = {}, level, strength }) {
  const label = (name) => codecOption(panel, name)?.textContent ?? name;
  const word = panel.querySelector("[data-brush-legend]").dataset.strength.toLowerCase();
  const codecs = Object.keys(codec).map(label).join(" + ") || mode;
  return [codecs, level ?? (strength === undefined ? "" : `${word} ${strength.toFixed(2)}`)].filter(Boolean).join(", ");
}

function line(text, colour) {
  const li = document.createElement("li");
  if (colour) {
    const swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.style.background = colour;
    li.append(swatch);
  }
  li.append(text);
  return li;
}
