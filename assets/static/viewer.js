// The viewer: two pictures under one zoom and one pan, divided by a real range input.
// The stage scrolls, so that touch, wheel and arrow keys pan as they do everywhere.
import { decoded } from "./pictures.js";
import { loupe } from "./loupe.js";
import { keep, recall } from "./viewer_address.js";
import { listenToViewer } from "./viewer_input.js";

const THUMB = 22; // half the divider's thumb: its centre never comes nearer to an edge
const PREVIEW = 768; // the server's bound on a preview's sides
const GRID = 32;
const STRIDE = 128; // of the networks, which see 32 pixels around a preview: where it begins with one, they would see a whole one more

export class CompareView extends HTMLElement {
  connectedCallback() {
    this.size = { w: Number(this.dataset.width), h: Number(this.dataset.height) };
    this.zoom = "fit";
    this.view = "divide";
    this.swapped = false;
    this.stage = this.querySelector(".stage");
    this.canvas = this.querySelector(".canvas");
    this.before = this.querySelector(".before");
    this.after = this.querySelector(".after");
    this.divider = this.querySelector(".divider");
    this.note = this.querySelector("[data-note]");
    listenToViewer(this);
    loupe(this);
    new ResizeObserver(() => this.layout()).observe(this.stage);
    this.layout();
    recall(this);
  }

  pane() {
    const { clientWidth: w, clientHeight: h } = this.stage;
    return { w: this.view === "side" ? w / 2 : w, h };
  }

  scale() {
    const { w, h } = this.pane();
    if (this.zoom === "fit") return Math.min(w / this.size.w, h / this.size.h, 4);
    return Number(this.zoom) / window.devicePixelRatio;
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
    this.canvas.classList.toggle("crisp", !fits && Number(this.zoom) > 1);
    const across = !fits && w > pane.w, down = !fits && h > pane.h;
    this.stage.classList.toggle("pans", across || down);
    // Where there is nothing to pan, a swipe or the wheel moves the page.
    this.stage.style.overscrollBehavior = [across, down].map((pans) => (pans ? "contain" : "auto")).join(" ");
    this.querySelector("[data-scale]").textContent = `${Math.round(scale * window.devicePixelRatio * 100)} %`;
    this.clip();
    this.sharpen();
  }

  // clip shows each layer where it belongs: beside the divider, or in its half.
  clip() {
    const { w } = this.drawn;
    const scrolled = this.stage.scrollLeft - this.origin.x;
    const divides = this.view === "divide" && this.after !== null;
    const width = this.stage.clientWidth;
    const at = THUMB + (this.divider.value / 1000) * (width - 2 * THUMB);
    this.querySelector(".frame").style.setProperty("--split", `${at}px`);
    this.divider.style.width = `${width}px`;
    this.divider.hidden = this.querySelector(".split").hidden = !divides;
    let left = 0, right = 0, beforeRight = 0;
    if (divides) {
      const cut = Math.min(w, Math.max(0, at + scrolled));
      if (this.swapped) right = w - cut; else left = cut;
    } else if (this.view === "side") {
      left = Math.max(0, scrolled);
      beforeRight = Math.max(0, w - (scrolled + this.pane().w));
    }
    this.classList.toggle("is-flipped", this.view === "flip" && this.swapped);
    this.before.style.clipPath = `inset(0 ${beforeRight}px 0 0)`;
    if (this.after) this.after.style.clipPath = `inset(0 ${right}px 0 ${left}px)`;
    this.label();
    keep(this);
  }

  label() {
    const [left, right] = this.querySelectorAll(".side-label");
    const two = this.after !== null && this.view !== "difference";
    right.hidden = !two || this.view === "flip";
    left.hidden = this.view === "difference";
    // In place there is one label: of the restored one, until it is flipped.
    const swap = two && (this.view === "flip" ? !this.swapped : this.view === "divide" && this.swapped);
    this.words ??= [left.textContent, right.textContent];
    [left.textContent, right.textContent] = swap ? [this.words[1], this.words[0]] : this.words;
  }

  // centre brings a point, in shares of the picture, to the middle.
  centre(x, y) {
    const pane = this.pane();
    this.stage.scrollLeft = x * this.drawn.w + this.origin.x - pane.w / 2;
    this.stage.scrollTop = y * this.drawn.h + this.origin.y - pane.h / 2;
    this.clip();
  }

  swap() {
    this.swapped = !this.swapped;
    this.clip();
  }

  setView(view) {
    this.view = view;
    this.classList.toggle("is-difference", view === "difference");
    this.querySelector(".gain").hidden = view !== "difference";
    this.press("[data-view]", view);
    this.layout();
  }

  // gain is how much the difference is amplified, 1 to 40, as text.
  get gain() { return this.querySelector(".gain input").value; }

  setGain(gain) {
    this.querySelector(".gain input").value = gain;
    this.querySelector(".gain output").textContent = `× ${this.gain}`;
    this.canvas.style.setProperty("--gain", this.gain);
    keep(this);
  }

  // setZoom keeps the point in the middle, or the one given, where it is.
  setZoom(zoom, point) {
    const pane = this.pane();
    const from = point ?? { x: pane.w / 2, y: pane.h / 2 };
    const spot = {
      x: (this.stage.scrollLeft + from.x - this.origin.x) / this.drawn.scale,
      y: (this.stage.scrollTop + from.y - this.origin.y) / this.drawn.scale,
    };
    this.zoom = zoom;
    this.press("[data-zoom]", String(zoom));
    this.layout();
    this.stage.scrollLeft = spot.x * this.drawn.scale + this.origin.x - from.x;
    this.stage.scrollTop = spot.y * this.drawn.scale + this.origin.y - from.y;
    this.clip();
  }

  press(group, value) {
    for (const b of this.querySelectorAll(`${group} button`)) b.setAttribute("aria-pressed", String(b.value === value));
  }

  hold(on) {
    this.classList.toggle("is-holding", on);
    this.querySelector("[data-hold]").setAttribute("aria-pressed", String(on));
  }

  // sharpen fetches the full pixels of a picture that was shown smaller, once they can be seen.
  async sharpen() {
    for (const [layer, full] of [[this.before, this.dataset.before], [this.after, this.dataset.after]]) {
      const img = layer?.querySelector("img:not(.live)");
      if (!img || !full || img.dataset.full || img.getAttribute("src") === full) continue;
      const dense = this.drawn.w * window.devicePixelRatio;
      if (!img.naturalWidth || dense <= img.naturalWidth * 1.1) continue;
      img.dataset.full = "asked";
      const better = await decoded(full);
      if (better && layer.contains(img)) img.src = better.src;
    }
  }

  // visible is the part of the picture in sight, in its pixels, on the networks' grid.
  visible() {
    const { scale } = this.drawn;
    const pane = this.pane();
    const span = (scrolled, origin, seen, full) => {
      let from = Math.max(0, (scrolled - origin) / scale);
      let to = Math.min(full, (scrolled - origin + seen) / scale);
      if (to - from > PREVIEW - GRID) { // all that a preview takes, around the middle
        from = Math.max(0, Math.round((from + to - PREVIEW) / 2 / GRID) * GRID);
        to = from + PREVIEW;
      } else from = Math.floor(from / GRID) * GRID;
      if (from > 0 && from % STRIDE === 0 && to - from <= PREVIEW - GRID) from -= GRID;
      return [from, Math.min(PREVIEW, full - from, Math.ceil((to - from) / GRID) * GRID)];
    };
    const [x, width] = span(this.stage.scrollLeft, this.origin.x, pane.w, this.size.w);
    const [y, height] = span(this.stage.scrollTop, this.origin.y, pane.h, this.size.h);
    return { x, y, width, height };
  }

  layer() {
    if (this.after) return this.after;
    this.after = document.createElement("figure");
    this.after.className = "layer after";
    this.canvas.append(this.after);
    this.layout();
    return this.after;
  }

  // showLive lays a preview over the restored side.
  showLive(img, at) {
    const layer = this.layer();
    const part = (v, of) => `${(100 * v) / of}%`;
    img.className = "live";
    img.alt = "";
    Object.assign(img.style, {
      left: part(at.x, this.size.w), top: part(at.y, this.size.h),
      width: part(at.width, this.size.w), height: part(at.height, this.size.h),
    });
    layer.querySelector(".live")?.remove();
    layer.append(img);
    this.tell();
  }

  clearLive() {
    this.after?.querySelector(".live")?.remove();
    this.tell();
  }

  // restoring takes note whether a restoration is under way.
  restoring(on) {
    this.busy = on;
    this.tell();
  }

  // tell says of what is shown what it is not.
  tell() {
    const { preview, restoring, first } = this.note.dataset;
    const shown = (kind) => this.after?.querySelector(kind);
    const text = shown(".live") ? preview : shown("img") ? (this.busy ? restoring : "") : this.busy ? first : this.dataset.notYet;
    if (this.note.textContent !== text) this.note.textContent = text;
    this.note.hidden = text === "";
  }

  // setAfter puts a restoration in; the old one stays until the new one is decoded.
  async setAfter(src, full) {
    const img = await decoded(src);
    if (!img) return;
    const layer = this.layer();
    const old = layer.querySelector("img:not(.live)");
    img.width = this.size.w;
    img.height = this.size.h;
    img.alt = this.dataset.altAfter;
    img.dataset.testid = "after";
    if (old) old.replaceWith(img); else layer.prepend(img);
    this.dataset.after = full;
    this.clearLive();
    this.layout();
  }
}

customElements.define("compare-view", CompareView);
