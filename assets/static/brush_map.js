// What is painted: a grid of cells over the picture, each under a condition or under none, and the way back.
// It goes to the server as the condition's map.

export const CELL = 32; // pixels a side; the networks tell 16 apart, and a map stays small
const STEPS = 50; // that can be undone
const HANDFUL = 8; // conditions that are easily told apart
const STEPS_A_UNIT = [100, 50, 20, 10, 5]; // of strength, as fine as leaves a handful

export class ConditionMap {
  // size is the picture's, in pixels, and most how many conditions the server takes.
  constructor(size, most) {
    this.size = size;
    this.most = most;
    this.columns = Math.ceil(size.w / CELL);
    this.rows = Math.ceil(size.h / CELL);
    this.state = { cells: new Uint8Array(this.columns * this.rows), conditions: [] }; // a cell holds the number of its condition, 0 for none
    this.past = [];
    this.future = [];
  }

  get cells() { return this.state.cells; }

  get conditions() { return this.state.conditions; }

  get painted() { return this.cells.some((k) => k > 0); }

  get covers() { return this.cells.every((k) => k > 0); }

  // numberOf finds a condition among those that were painted, or adds it; null where no more are taken.
  numberOf(name, strength) {
    const at = this.conditions.findIndex((c) => c.codec?.[name] === 1 && c.strength === strength);
    if (at >= 0) return at + 1;
    return this.conditions.length < this.most ? this.conditions.push({ mode: "manual", codec: { [name]: 1 }, strength }) : null;
  }

  // fill paints the cells whose middle lies in a rectangle, in pixels of the picture; of
  // a cell that stands out over the picture, the middle of what is seen.
  fill(left, top, right, bottom, number) {
    const inside = (from, to, count, side) => {
      const middle = (at) => (at * CELL + Math.min((at + 1) * CELL, side)) / 2;
      let first = 0, last = count - 1;
      while (first < count && middle(first) < from) first++;
      while (last >= 0 && middle(last) >= to) last--;
      return [first, last];
    };
    const [x0, x1] = inside(left, right, this.columns, this.size.w);
    const [y0, y1] = inside(top, bottom, this.rows, this.size.h);
    for (let y = y0; y <= y1; y++) this.cells.fill(number, y * this.columns + x0, y * this.columns + x1 + 1);
  }

  // squares paints all of it as P-Net sees each square by itself, squares being the API's prediction map.
  squares({ squares, codecs, cell, columns }) {
    this.state.conditions = [];
    const seen = squares.map(({ p, strength }) => ({ name: codecs[p.indexOf(Math.max(...p))], strength }));
    const steps = STEPS_A_UNIT.find((n) => new Set(seen.map((s) => `${s.name} ${Math.round(s.strength * n)}`)).size <= HANDFUL) ?? STEPS_A_UNIT.at(-1);
    const numbers = seen.map(({ name, strength }) => this.numberOf(name, Math.round(strength * steps) / steps));
    const per = cell / CELL;
    this.cells.forEach((_, i, cells) => {
      const row = Math.floor(Math.floor(i / this.columns) / per), column = Math.floor((i % this.columns) / per);
      cells[i] = numbers[row * columns + column];
    });
  }

  clear() { this.cells.fill(0); }

  // memory is all that there is, and recall brings it back.
  memory() {
    return { state: this.copy(), past: [...this.past], future: [...this.future] };
  }

  recall(memory) { Object.assign(this, memory); }

  // remember keeps what there is, to be undone to, before it changes.
  remember() {
    this.past.push(this.copy());
    if (this.past.length > STEPS) this.past.shift();
    this.future = [];
  }

  copy() {
    return { cells: this.cells.slice(), conditions: [...this.conditions] };
  }

  undo() { this.travel(this.past, this.future); }

  redo() { this.travel(this.future, this.past); }

  travel(from, to) {
    if (from.length === 0) return;
    to.push(this.copy());
    this.state = from.pop();
  }

  // tidy lets go of conditions that no cell has any more.
  tidy() {
    const used = [...new Set(this.cells)].filter((k) => k > 0).sort((a, b) => a - b);
    this.state = {
      conditions: used.map((k) => this.conditions[k - 1]),
      cells: this.cells.map((k) => used.indexOf(k) + 1),
    };
  }

  // load takes a map as the server kept it, or none, but for the codecs that this model does not know; what was
  // painted can be undone to. It tells whether that changed anything.
  load(kept, known) {
    const map = kept ?? { cell: CELL, columns: this.columns, cells: "", conditions: [] };
    const from = atob(map.cells);
    const numbers = [0], conditions = [];
    for (const c of map.conditions) numbers.push(Object.keys(c.codec ?? {}).every(known) ? conditions.push(c) : 0);
    const rows = Math.max(1, from.length / map.columns);
    const middle = (n, count) => Math.min(count - 1, Math.floor(((n + 0.5) * CELL) / map.cell));
    const cells = this.cells.map((_, i) =>
      numbers[from.charCodeAt(middle(Math.floor(i / this.columns), rows) * map.columns + middle(i % this.columns, map.columns)) || 0]);
    if (cells.every((k, i) => k === this.cells[i]) && JSON.stringify(conditions) === JSON.stringify(this.conditions)) return false;
    this.remember();
    this.state = { cells, conditions };
    return true;
  }

  // asCondition is what is painted as the API takes it, undefined for nothing.
  asCondition() {
    if (!this.painted) return undefined;
    let text = "";
    for (const k of this.cells) text += String.fromCharCode(k);
    return { cell: CELL, columns: this.columns, cells: btoa(text), conditions: this.conditions };
  }
}
