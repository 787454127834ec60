// The brush: regions of the picture under conditions of their own. What is painted is a
// grid of cells over the picture; it goes to the server as the condition's map.

const CELL = 32; // pixels a side; the networks tell 16 apart, and a map stays small
const COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#ffffff"]; // told apart by the colour-blind too

let painting = null; // the one brush of the page

// mapOf is what is painted as the API takes it, undefined for nothing.
export const mapOf = () => painting?.map();

// showMap puts what was painted for a restoration onto the picture.
export const showMap = (kept) => painting?.load(kept);

export class Brush {
  constructor(view, changed) {
    painting = this;
    this.view = view;
    this.changed = changed;
    this.panel = view.querySelector("[data-brush]");
    const { w, h } = view.size;
    this.columns = Math.ceil(w / CELL);
    this.rows = Math.ceil(h / CELL);
    this.state = { cells: new Uint8Array(this.columns * this.rows), conditions: [] };
    this.past = [];
    this.future = [];
    this.overlay = document.createElement("canvas");
    this.overlay.className = "layer paint";
    this.overlay.width = this.columns;
    this.overlay.height = this.rows;
    this.overlay.hidden = true;
    this.overlay.setAttribute("aria-hidden", "true");
    this.overlay.style.setProperty("--paint-w", (this.columns * CELL) / w);
    this.overlay.style.setProperty("--paint-h", (this.rows * CELL) / h);
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
    panel.addEventListener("click", (e) => this[e.target.dataset.brushDo]?.());
    const { stage } = view;
    let stroke = false;
    stage.addEventListener("pointerdown", (e) => {
      if (!panel.open || e.button !== 0 || e.target === view.divider) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      stroke = true;
      stage.setPointerCapture(e.pointerId);
      this.remember();
      this.dab(e);
    }, { capture: true });
    stage.addEventListener("pointermove", (e) => {
      if (!stroke) return;
      const passed = e.getCoalescedEvents?.() ?? [];
      for (const at of passed.length > 0 ? passed : [e]) this.dab(at);
    });
    const end = () => { if (stroke) { stroke = false; this.done(); } };
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
  }

  // number finds the condition of the moment among those that were painted, 0 for erasing.
  number() {
    const name = this.panel.querySelector("[data-brush-codec]").value;
    if (name === "") return 0;
    return this.numberOf(name, Number(this.panel.querySelector("[data-brush-strength]").value));
  }

  numberOf(name, strength) {
    const { conditions } = this.state;
    const at = conditions.findIndex((c) => c.codec?.[name] === 1 && c.strength === strength);
    return at >= 0 ? at + 1 : conditions.push({ mode: "manual", codec: { [name]: 1 }, strength });
  }

  dab(e) {
    const { view } = this;
    const box = view.stage.getBoundingClientRect();
    let across = e.clientX - box.left;
    if (view.view === "side" && across > view.pane().w) across -= view.pane().w;
    const x = (view.stage.scrollLeft + across - view.origin.x) / view.drawn.scale;
    const y = (view.stage.scrollTop + e.clientY - box.top - view.origin.y) / view.drawn.scale;
    const size = Number(this.panel.querySelector("[data-brush-size]").value);
    this.fill(x - size / 2, y - size / 2, x + size / 2, y + size / 2);
  }

  // fill paints the cells whose middle lies in a rectangle, in pixels of the picture; of
  // a cell that stands out over the picture, the middle of what is seen.
  fill(left, top, right, bottom) {
    const { w, h } = this.view.size;
    const cells = (from, to, count, side) => {
      const middle = (at) => (at * CELL + Math.min((at + 1) * CELL, side)) / 2;
      let first = 0, last = count - 1;
      while (first < count && middle(first) < from) first++;
      while (last >= 0 && middle(last) >= to) last--;
      return [first, last];
    };
    const [x0, x1] = cells(left, right, this.columns, w);
    const [y0, y1] = cells(top, bottom, this.rows, h);
    const number = this.number();
    for (let y = y0; y <= y1; y++) this.state.cells.fill(number, y * this.columns + x0, y * this.columns + x1 + 1);
    this.draw();
  }

  sight() {
    const { x, y, width, height } = this.view.visible();
    this.remember();
    this.fill(x, y, x + width, y + height);
    this.done();
  }

  // network paints each square as P-Net sees it by itself.
  async network() {
    const { model } = document.querySelector("#studio").dataset;
    const answer = await fetch(`/api/v1/images/${this.view.dataset.image}/prediction/map?model=${encodeURIComponent(model)}`);
    if (!answer.ok) return;
    const seen = await answer.json();
    this.remember();
    this.state.conditions = [];
    // Strengths in fifths: a map holds a handful of conditions.
    const numbers = seen.squares.map((square) => {
      const best = square.p.indexOf(Math.max(...square.p));
      return this.numberOf(seen.codecs[best], Math.round(square.strength * 5) / 5);
    });
    const per = seen.cell / CELL;
    this.state.cells.forEach((_, i, cells) => {
      const row = Math.floor(Math.floor(i / this.columns) / per), column = Math.floor((i % this.columns) / per);
      cells[i] = numbers[row * seen.columns + column];
    });
    this.done();
  }

  clear() {
    this.remember();
    this.state.cells.fill(0);
    this.done();
  }

  remember() {
    this.past.push(this.copy());
    if (this.past.length > 50) this.past.shift();
    this.future = [];
  }

  copy() {
    return { cells: this.state.cells.slice(), conditions: [...this.state.conditions] };
  }

  undo() { this.travel(this.past, this.future); }

  redo() { this.travel(this.future, this.past); }

  travel(from, to) {
    if (from.length === 0) return;
    to.push(this.copy());
    this.state = from.pop();
    this.done();
  }

  // done lets go of conditions that no cell has any more, and tells who wants to know.
  done() {
    const used = [...new Set(this.state.cells)].filter((k) => k > 0).sort((a, b) => a - b);
    this.state.conditions = used.map((k) => this.state.conditions[k - 1]);
    this.state.cells = this.state.cells.map((k) => used.indexOf(k) + 1);
    this.draw();
    history.replaceState({ ...history.state, map: JSON.stringify(this.map()) ?? "" }, ""); // for a reload
    this.changed();
  }

  // load takes what was painted for a restoration, as the server kept it; what is
  // painted since can be undone to.
  load(kept) {
    const map = kept ? JSON.parse(kept) : { cell: CELL, columns: this.columns, cells: "", conditions: [] };
    const from = atob(map.cells);
    const known = (name) => this.panel.querySelector(`[data-brush-codec] [value="${CSS.escape(name)}"]`);
    // Another model may have no name for it.
    const numbers = [0], conditions = [];
    for (const c of map.conditions) numbers.push(Object.keys(c.codec ?? {}).every(known) ? conditions.push(c) : 0);
    const rows = Math.max(1, from.length / map.columns);
    const middle = (n, count) => Math.min(count - 1, Math.floor(((n + 0.5) * CELL) / map.cell));
    const cells = this.state.cells.map((_, i) =>
      numbers[from.charCodeAt(middle(Math.floor(i / this.columns), rows) * map.columns + middle(i % this.columns, map.columns)) || 0]);
    const same = cells.every((k, i) => k === this.state.cells[i]) && JSON.stringify(conditions) === JSON.stringify(this.state.conditions);
    if (same) return;
    this.remember();
    this.state = { cells, conditions };
    this.draw();
  }

  map() {
    const { cells, conditions } = this.state;
    if (conditions.length === 0 || !cells.some((k) => k > 0)) return undefined;
    let text = "";
    for (const k of cells) text += String.fromCharCode(k);
    return { cell: CELL, columns: this.columns, cells: btoa(text), conditions };
  }

  draw() {
    const { cells, conditions } = this.state;
    const pen = this.overlay.getContext("2d");
    pen.clearRect(0, 0, this.columns, this.rows);
    cells.forEach((k, i) => {
      if (k === 0) return;
      pen.fillStyle = COLOURS[(k - 1) % COLOURS.length];
      pen.fillRect(i % this.columns, Math.floor(i / this.columns), 1, 1);
    });
    const act = (name, on) => { this.panel.querySelector(`[data-brush-do="${name}"]`).disabled = !on; };
    act("undo", this.past.length > 0);
    act("redo", this.future.length > 0);
    act("clear", cells.some((k) => k > 0));
    const legend = this.panel.querySelector("[data-brush-legend]");
    const line = (colour, text) => {
      const li = document.createElement("li");
      if (colour) {
        const swatch = document.createElement("span");
        swatch.className = "swatch";
        swatch.style.background = colour;
        li.append(swatch);
      }
      li.append(text);
      return li;
    };
    const share = (k) => Math.round((100 * cells.filter((c) => c === k).length) / cells.length);
    const label = (name) => this.panel.querySelector(`[data-brush-codec] [value="${name}"]`)?.textContent ?? name;
    // Maps that came through the API may name levels and mixtures.
    const told = (c) => [Object.keys(c.codec ?? {}).map(label).join(" + ") || c.mode,
      c.level ?? (c.strength === undefined ? "" : `${legend.dataset.strength.toLowerCase()} ${c.strength.toFixed(2)}`)].filter(Boolean).join(", ");
    const summary = this.panel.querySelector("[data-brush-share]"); // what is painted counts, the panel open or not
    summary.textContent = cells.some((k) => k > 0) ? ` · ${Math.max(1, 100 - share(0))} ${summary.dataset.painted}` : "";
    const lines = conditions.map((c, i) => [COLOURS[i % COLOURS.length],
      `${told(c)}: ${share(i + 1)} %`]);
    legend.replaceChildren(...(lines.length === 0 ? [line(null, legend.dataset.empty)]
      : [...lines.map((l) => line(...l)), line(null, `${legend.dataset.rest}: ${share(0)} %`)]));
  }
}
