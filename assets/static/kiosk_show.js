// The attract loop: one sample after the other, with a divider that moves by itself
// (kiosk.css). What is not restored yet is shown as far as it is.
import { decoded } from "./pictures.js";

const FADE = matchMedia("(prefers-reduced-motion: no-preference)").matches ? 800 : 0; // ms; kiosk.css has the same

export class Show {
  constructor(root) {
    this.root = root;
    this.pane = root.querySelector("[data-show]");
    this.caption = root.querySelector("[data-caption]");
    this.list = [];
    this.slides = new Map(); // of samples that are ready
    this.at = 0;
    this.timer = 0;
    this.round = 0; // grows with every start and stop: who is late finds it changed
  }

  start() {
    this.stop();
    this.next(this.round);
  }

  stop() {
    this.round++;
    clearTimeout(this.timer);
  }

  async next(round) {
    if (this.list.length === 0 || this.list.some((e) => !e.before)) await this.refresh();
    const one = this.list[this.at++ % this.list.length];
    const slide = one && (await this.slide(one));
    if (round !== this.round) return;
    if (slide) this.put(slide, one.caption);
    this.timer = setTimeout(() => this.next(round), 1000 * Number(this.root.dataset.turn));
  }

  async refresh() {
    try {
      const answer = await fetch("/kiosk/exhibits", { headers: { Accept: "application/json" } });
      if (answer.ok) this.list = (await answer.json()).exhibits;
    } catch {
      // the studio does not answer just now: the next turn asks again
    }
  }

  async slide(one) {
    const kept = this.slides.get(one.sample);
    if (kept) return kept;
    const [before, after] = await Promise.all([one.before && decoded(one.before), decoded(one.after)]);
    if (!after || before === null) {
      this.list = []; // let go on the server: the next turn asks anew
      return null;
    }
    const slide = document.createElement("div");
    slide.className = "kiosk-slide";
    slide.append(after, label("right", one.after_label));
    if (before) {
      const split = document.createElement("span");
      split.className = "kiosk-split";
      slide.prepend(before);
      slide.append(split, label("left", one.before_label));
      after.className = "kiosk-after";
      slide.classList.add("divides");
      this.slides.set(one.sample, slide);
    }
    return slide;
  }

  // put lays a slide over the one before it, which goes when it is covered.
  put(slide, caption) {
    const old = [...this.pane.children].filter((s) => s !== slide);
    this.pane.style.setProperty("--turn", `${this.root.dataset.turn}s`);
    this.pane.append(slide);
    this.caption.textContent = caption;
    const uncover = () => old.forEach((s) => s.remove());
    if (FADE) setTimeout(uncover, FADE); else uncover();
  }
}

function label(side, text) {
  const chip = document.createElement("span");
  chip.className = `kiosk-label ${side}`;
  chip.textContent = text;
  return chip;
}
