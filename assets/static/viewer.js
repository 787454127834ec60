// The viewer: two pictures on one stage, divided by a real range input, side by side, in place of each other,
// or as their difference; a live preview lies over the restored one.
import { loupe } from "./loupe.js";
import { keep, recall } from "./viewer_address.js";
import { listenToViewer } from "./viewer_input.js";
import { PictureLayers } from "./viewer_layers.js";

const THUMB = 22; // half the divider's thumb: its centre never comes nearer to an edge

class CompareView extends PictureLayers {
  connectedCallback() {
    super.connectedCallback();
    this.view = "divide";
    this.swapped = false;
    this.divider = this.querySelector(".divider");
    this.note = this.querySelector("[data-note]");
    listenToViewer(this);
    loupe(this);
    this.layout();
    recall(this);
  }

  shown() {
    this.clip();
    this.sharpen();
  }

  scrolled() { this.clip(); }

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
    this.classList.toggle("is-difference", this.view === "difference" && this.after?.querySelector("img:not(.live)") != null);
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
    left.hidden = this.view === "difference" && !this.classList.contains("is-holding");
    // In place there is one label: of the restored one, until it is flipped.
    const swap = two && (this.view === "flip" ? !this.swapped : this.view === "divide" && this.swapped);
    this.words ??= [left.textContent, right.textContent];
    const [before, after] = [this.words[0], this.after?.querySelector(".live") ? right.dataset.preview : this.words[1]];
    [left.textContent, right.textContent] = swap ? [after, before] : [before, after];
    const share = Math.round(this.divider.value / 10);
    this.divider.setAttribute("aria-valuetext", `${left.textContent} ${share} %, ${right.textContent} ${100 - share} %`);
  }

  swap() {
    this.swapped = !this.swapped;
    this.clip();
  }

  setView(view) {
    this.view = view;
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

  hold(on) {
    this.classList.toggle("is-holding", on);
    this.querySelector("[data-hold]").setAttribute("aria-pressed", String(on));
    this.label();
  }

  // followed takes note whether the whole picture follows what is previewed, by itself.
  followed(on) {
    this.follows = on;
    this.tell();
  }

  // restoring takes note whether a restoration is under way.
  restoring(on) {
    this.busy = on;
    this.tell();
  }

  // tell says of what is shown what it is not.
  tell() {
    this.label();
    const { preview, follows, restoring, first } = this.note.dataset;
    const has = (kind) => this.after?.querySelector(kind);
    const text = has(".live") ? (this.follows ? follows : preview) : has("img") ? (this.busy ? restoring : "") : this.busy ? first : this.dataset.notYet;
    if (this.note.textContent !== text) this.note.textContent = text;
    this.note.hidden = text === "";
    this.dispatchEvent(new Event("tells", { bubbles: true }));
  }

  // previews tells whether a live preview lies over what was restored.
  get previews() { return this.after?.querySelector(".live") != null; }
}

customElements.define("compare-view", CompareView);
