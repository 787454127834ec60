// The brush: paints regions of the picture with conditions of their own.
import { codecOption, colourOf, describe } from "./brush_legend.js";
import { CELL, ConditionMap } from "./brush_map.js";
import { away, refuse } from "./refusal.js";

let painting = null; // the one brush of the page

// mapOf is what is painted as the API takes it, undefined for nothing.
export const mapOf = () => painting?.map.asCondition();

// covered says that all of the picture is painted, and "" where some of it is not.
export const covered = () => (painting?.map.covers ? painting.panel.querySelector("[data-brush-legend]").dataset.covered : "");

// showMap puts what was painted for a restoration onto the picture.
export const showMap = (kept) => painting?.load(kept);

export class Brush {
  constructor(view, changed) {
    painting = this;
    this.view = view;
    this.changed = changed;
    this.panel = view.querySelector("[data-brush]");
    this.map = new ConditionMap(view.size, Number(this.panel.dataset.most));
    const { w, h } = view.size;
    const { columns, rows } = this.map;
    this.overlay = document.createElement("canvas");
    this.overlay.className = "layer paint";
    this.overlay.width = columns;
    this.overlay.height = rows;
    this.overlay.hidden = true;
    this.overlay.setAttribute("aria-hidden", "true");
    this.overlay.style.setProperty("--paint-w", (columns * CELL) / w);
    this.overlay.style.setProperty("--paint-h", (rows * CELL) / h);
    view.canvas.append(this.overlay);
    this.listen();
    this.load(history.state?.map ?? view.dataset.map);
    this.draw();
  }

  listen() {
    const { panel, view } = this;
    const open = () => {
      view.stage.classList.toggle("paints", panel.open);
      this.overlay.hidden = !panel.open;
      view.layout();
    };
    panel.addEventListener("toggle", open);
    open(); // it may have been opened before the script was there
    panel.querySelector("[data-brush-strength]").addEventListener("input", (e) => {
      e.target.closest("label").querySelector("output").textContent = Number(e.target.value).toFixed(2);
    });
    const acts = { sight: () => this.sight(), network: () => this.network(), undo: () => this.undo(), redo: () => this.redo(), clear: () => this.clear() };
    panel.addEventListener("click", (e) => acts[e.target.dataset.brushDo]?.());
    this.listenStrokes(view.stage);
  }

  listenStrokes(stage) {
    let stroke = null; // the spot that it has come to
    let before = null; // what there was, to be undone and to be done again
    stage.addEventListener("pointerdown", (e) => {
      if (!e.isPrimary && stroke) { // two fingers move the picture
        stroke = null;
        this.map.recall(before);
        this.draw();
      }
      if (!this.panel.open || !e.isPrimary || e.button !== 0 || e.target === this.view.divider || this.view.onBar(e)) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      stroke = this.spotOf(e);
      stage.setPointerCapture(e.pointerId);
      before = this.map.memory();
      this.map.remember();
      this.drag(stroke, stroke);
    }, { capture: true });
    stage.addEventListener("pointermove", (e) => {
      if (!stroke || !e.isPrimary) return;
      const passed = e.getCoalescedEvents?.() ?? [];
      for (const at of passed.length > 0 ? passed : [e]) this.drag(stroke, (stroke = this.spotOf(at)));
    });
    const end = () => { if (stroke) { stroke = null; this.done(); } };
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
  }

  // spotOf is the spot under a pointer, and the pane that this is in.
  spotOf(e) {
    const point = this.view.pointOf(e), within = this.view.inPane(point);
    return { ...this.view.spot(within), pane: point.x - within.x };
  }

  // drag paints from one spot to another without a gap, however fast the hand was; but not back from one pane's edge to the
  // other's.
  drag(from, to) {
    if (from.pane !== to.pane) from = to;
    const half = Number(this.panel.querySelector("[data-brush-size]").value) / 2;
    const dabs = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / half));
    this.fill(Array.from({ length: dabs }, (_, n) => {
      const x = from.x + ((to.x - from.x) * (n + 1)) / dabs, y = from.y + ((to.y - from.y) * (n + 1)) / dabs;
      return [x - half, y - half, x + half, y + half];
    }));
  }

  // fill paints rectangles with the condition of the moment, or erases them.
  fill(rectangles) {
    const name = this.panel.querySelector("[data-brush-codec]").value;
    const strength = Number(this.panel.querySelector("[data-brush-strength]").value);
    const number = name === "" ? 0 : this.map.numberOf(name, strength);
    if (number === null) return refuse(this.panel.dataset.full);
    for (const rectangle of rectangles) this.map.fill(...rectangle, number);
    this.draw();
  }

  sight() {
    const { x, y, width, height } = this.view.visible();
    this.map.remember();
    this.fill([[x, y, x + width, y + height]]);
    this.done();
  }

  // network paints each square as P-Net sees it by itself.
  async network() {
    const { model } = document.querySelector("#studio").dataset;
    const button = this.panel.querySelector('[data-brush-do="network"]');
    button.disabled = true;
    let answer, seen;
    try {
      answer = await fetch(`/api/v1/images/${this.view.dataset.image}/prediction/map?model=${encodeURIComponent(model)}`);
      seen = await answer.json();
    } catch {
      return away();
    } finally {
      button.disabled = false;
      if (document.activeElement === document.body) button.focus(); // which it lost
    }
    if (!answer.ok) return refuse(seen.detail);
    this.map.remember();
    this.map.squares(seen);
    this.done();
  }

  clear() {
    this.map.remember();
    this.map.clear();
    this.done();
  }

  undo() {
    this.map.undo();
    this.done();
  }

  redo() {
    this.map.redo();
    this.done();
  }

  // done keeps what is painted for a reload, and tells who wants to know.
  done() {
    this.map.tidy();
    this.draw();
    this.view.followed(false);
    history.replaceState({ ...history.state, map: JSON.stringify(this.map.asCondition()) ?? "" }, "");
    this.changed();
  }

  // load takes what was painted for a restoration, as the server kept it.
  load(kept) {
    const known = (name) => codecOption(this.panel, name);
    if (this.map.load(kept ? JSON.parse(kept) : null, known)) this.draw();
  }

  draw() {
    const { cells, columns, rows } = this.map;
    const pen = this.overlay.getContext("2d");
    pen.clearRect(0, 0, columns, rows);
    cells.forEach((k, i) => {
      if (k === 0) return;
      pen.fillStyle = colourOf(k);
      pen.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    });
    describe(this.panel, this.map);
  }
}
