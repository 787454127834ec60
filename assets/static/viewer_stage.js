// The stage under the viewer: where the picture lies in it, under one zoom and one pan.
// It scrolls, so that touch, wheel and arrow keys pan as they do everywhere.

const PREVIEW = 768; // the server's bound on a preview's sides
const GRID = 32;
const STRIDE = 128; // of the networks, which see 32 pixels around a preview: where it begins with one, they would see a whole one more

const LEAST = 160; // px of the longer side of what fits, or the divider's thumb would hide it

// PictureStage is an element with a .stage, and in it a .canvas that holds the picture's layers. What extends
// it shows the layers: shown() is called once they lie elsewhere, scrolled() once they were moved.
export class PictureStage extends HTMLElement {
  connectedCallback() {
    this.size = { w: Number(this.dataset.width), h: Number(this.dataset.height) };
    this.zoom = "fit";
    this.stage = this.querySelector(".stage");
    this.canvas = this.querySelector(".canvas");
    new ResizeObserver(() => this.layout()).observe(this.stage);
  }

  // pane is the room that a picture has: half of the stage where two lie side by side.
  pane() {
    const { clientWidth: w, clientHeight: h } = this.stage;
    return { w: this.view === "side" ? w / 2 : w, h };
  }

  scale(zoom = this.zoom) {
    const { w, h } = this.pane();
    if (zoom === "fit") return Math.min(w / this.size.w, h / this.size.h, Math.max(4, LEAST / Math.max(this.size.w, this.size.h)));
    return Number(zoom) / window.devicePixelRatio;
  }

  layout() {
    const scale = this.scale();
    const pane = this.pane();
    // Whole pixels, or the two pictures would blend with the surround at their edges.
    const w = Math.round(this.size.w * scale), h = Math.round(this.size.h * scale);
    const spare = Math.round(this.stage.clientWidth - pane.w);
    this.origin = { x: Math.max(0, Math.floor((pane.w - w) / 2)), y: Math.max(0, Math.floor((pane.h - h) / 2)) };
    this.drawn = { w, h, scale };
    const fits = this.zoom === "fit";
    const px = (name, v) => this.canvas.style.setProperty(name, `${v}px`);
    px("--w", w); px("--h", h); px("--x", this.origin.x); px("--y", this.origin.y);
    px("--shift", spare);
    this.canvas.style.setProperty("--cw", fits ? "100%" : `${Math.max(pane.w, w) + spare}px`);
    this.canvas.style.setProperty("--ch", fits ? "100%" : `${Math.max(pane.h, h)}px`);
    this.canvas.classList.toggle("crisp", !fits && Number(this.zoom) >= 2);
    const across = !fits && w > pane.w, down = !fits && h > pane.h;
    this.stage.classList.toggle("pans", across || down);
    // Where there is nothing to pan, a swipe or the wheel moves the page.
    this.stage.style.overscrollBehavior = [across, down].map((pans) => (pans ? "contain" : "auto")).join(" ");
    this.querySelector("[data-scale]").textContent = `${Math.round(scale * window.devicePixelRatio * 100)} %`;
    this.shown();
  }

  // pointOf is where a pointer is on the stage.
  pointOf(e) {
    const box = this.stage.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  // onBar tells a press on one of the stage's own scroll bars, which is not for the picture.
  onBar(e) {
    const { x, y } = this.pointOf(e);
    return x >= this.stage.clientWidth || y >= this.stage.clientHeight;
  }

  // spot is the pixel of the picture, in fractions, under a point of the stage.
  spot({ x, y }) {
    return {
      x: (this.stage.scrollLeft + x - this.origin.x) / this.drawn.scale,
      y: (this.stage.scrollTop + y - this.origin.y) / this.drawn.scale,
    };
  }

  // inPane is a point of the stage in the pane that it lies in: of two side by side, both show the same spot.
  inPane({ x, y }) {
    const { w } = this.pane();
    return { x: this.view === "side" && x > w ? x - w : x, y };
  }

  middle() {
    const { w, h } = this.pane();
    return { x: w / 2, y: h / 2 };
  }

  // bring scrolls a spot of the picture under a point of the stage.
  bring(spot, point) {
    this.stage.scrollLeft = spot.x * this.drawn.scale + this.origin.x - point.x;
    this.stage.scrollTop = spot.y * this.drawn.scale + this.origin.y - point.y;
    this.scrolled();
  }

  // setZoom keeps the spot in the middle, or under the point given, where it is, or brings another there.
  setZoom(zoom, point = this.middle(), spot = this.spot(point)) {
    this.zoom = zoom;
    this.press("[data-zoom]", String(zoom));
    this.layout();
    this.bring(spot, point);
  }

  press(group, value) {
    for (const b of this.querySelectorAll(`${group} button`)) b.setAttribute("aria-pressed", String(b.value === value));
  }

  // visible is the part of the picture in sight, in its pixels, on the networks' grid.
  visible() {
    const pane = this.pane();
    const from = this.spot({ x: 0, y: 0 }), to = this.spot({ x: pane.w, y: pane.h });
    const [x, width] = span(from.x, to.x, this.size.w);
    const [y, height] = span(from.y, to.y, this.size.h);
    return { x, y, width, height };
  }
}

// span is what a preview takes, along one side of a picture, of what is seen of it: where it begins, and how much.
function span(from, to, full) {
  from = Math.max(0, from);
  to = Math.min(full, to);
  if (to - from > PREVIEW - GRID) { // all that it takes, around the middle
    from = Math.max(0, Math.round((from + to - PREVIEW) / 2 / GRID) * GRID);
    to = from + PREVIEW;
  } else from = Math.floor(from / GRID) * GRID;
  if (from > 0 && from % STRIDE === 0 && to - from <= PREVIEW - GRID) from -= GRID;
  return [from, Math.min(PREVIEW, full - from, Math.ceil((to - from) / GRID) * GRID)];
}
