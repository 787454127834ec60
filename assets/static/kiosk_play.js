// One picture to play with: each touch of a control is answered by the server with what
// the real codec and the real networks make of it. The latest wins.
import { divide } from "./kiosk_divide.js";
import { decoded } from "./pictures.js";

const AGAIN = 3000; // ms until a studio that does not answer is asked again

export class Play {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.place = divide(this.stage);
    this.answer = root.querySelector("[data-answer]");
    this.levels = {};
    for (const b of root.querySelectorAll('[data-control="codec"] button')) this.levels[b.value] = b.dataset.levels.split(" ");
    root.addEventListener("click", (e) => {
      const button = e.target.closest("[data-control] button");
      if (button) this.choose(button.closest("[data-control]").dataset.control, button.value);
    });
  }

  // open begins with a sample, under the setting that is its first.
  open(sample, first) {
    const [codec, level] = first.split(":");
    this.sample = sample;
    this.clear();
    this.wanted = { codec, step: String(this.levels[codec].indexOf(level)), belief: "auto" };
    this.ask();
  }

  // clear forgets the visitor.
  clear() {
    this.running?.abort();
    this.running = null;
    this.wanted = this.shown = null;
    this.busy(false);
    this.place(500);
    this.stage.classList.remove("filled");
    for (const img of this.stage.querySelectorAll("img")) img.removeAttribute("src");
    for (const place of this.root.querySelectorAll("[data-psnr], [data-label], [data-sentence], [data-told], [data-cost], [data-trouble], [data-said]")) place.textContent = "";
    this.trouble("");
  }

  choose(control, value) {
    this.trouble("");
    this.wanted = { ...this.wanted, belief: "auto", [control]: value }; // another damage is believed anew
    this.ask();
  }

  async ask() {
    this.running?.abort();
    const mine = (this.running = new AbortController());
    const { codec, step, belief } = this.wanted;
    this.press(this.wanted);
    this.busy(true);
    try {
      const answer = await fetch(`/kiosk/exhibits/${this.sample}/${codec}:${this.levels[codec][step]}/${belief}`, {
        headers: { Accept: "application/json" }, signal: mine.signal,
      });
      const said = await answer.json().catch(() => null); // a proxy's page is none
      if (!answer.ok && said?.detail) throw new Error(said.detail);
      if (!answer.ok || !said) throw new TypeError();
      const [before, after] = await Promise.all([decoded(said.before), decoded(said.after)]);
      if (this.running !== mine) return;
      if (!before || !after) throw new TypeError();
      this.shown = { codec, step, belief };
      this.trouble("");
      this.put(said, before, after);
    } catch (error) {
      if (this.running !== mine) return;
      const away = error instanceof TypeError; // fetch's word for a server that does not answer
      this.trouble(away ? this.root.dataset.away : error.message);
      if (away) setTimeout(() => this.running === mine && this.ask(), AGAIN);
      else if (this.shown) this.press((this.wanted = this.shown));
    }
    this.busy(false);
  }

  put(said, before, after) {
    const put = (selector, text) => {
      for (const place of this.root.querySelectorAll(selector)) place.textContent = text ?? ""; // without networks there is none for a belief
    };
    // The decoded picture itself takes the place: no blank frame.
    for (const [img, alt] of [[before, null], [after, said.after_alt]]) {
      const old = this.stage.querySelector(img === before ? ".kiosk-before" : ".kiosk-after");
      img.className = old.className;
      img.alt = alt ?? old.alt;
      old.replaceWith(img);
    }
    this.stage.classList.add("filled");
    put('[data-label="before"]', said.before_label);
    put('[data-label="after"]', said.after_label);
    put('[data-psnr="before"]', said.psnr_before);
    put('[data-psnr="after"]', said.psnr_after);
    this.root.querySelector("[data-arrow]").hidden = !said.psnr_after;
    put("[data-sentence]", said.sentence);
    put("[data-told]", said.told);
    this.root.querySelector("[data-told]").hidden = !said.told;
    put("[data-cost]", said.cost);
    put("[data-said]", said.said);
  }

  press(state) {
    for (const control of this.root.querySelectorAll("[data-control]")) {
      for (const b of control.querySelectorAll("button")) b.setAttribute("aria-pressed", String(b.value === state[control.dataset.control]));
    }
  }

  busy(on) {
    this.root.querySelector("[data-busy]").hidden = !on;
    this.answer.setAttribute("aria-busy", String(on));
  }

  trouble(text) {
    const place = this.root.querySelector("[data-trouble]");
    place.hidden = text === "";
    if (place.textContent !== text) place.textContent = text; // it is read out once
  }
}
