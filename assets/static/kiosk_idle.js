// Nobody there? After a while the kiosk asks, and unless it is touched within a count
// it is told that they are gone. Times are the page's, in seconds.
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "input"];

export class Idle {
  constructor(root, gone) {
    this.root = root;
    this.gone = gone;
    this.watching = false;
    this.timer = 0;
    this.dialog = root.querySelector("[data-still]");
    for (const sign of SIGNS) window.addEventListener(sign, (e) => this.touched(e), { capture: true, passive: sign !== "keydown" });
    // The dialog stays until the touch is over, or it would press what lies behind.
    this.dialog.addEventListener("click", () => this.stay());
    for (const end of ["pointerup", "pointercancel"]) this.dialog.addEventListener(end, () => setTimeout(() => this.stay(), 300));
    this.dialog.addEventListener("cancel", () => this.stay());
  }

  watch(on) {
    this.watching = on;
    this.stay();
  }

  stay() {
    clearTimeout(this.timer);
    if (this.dialog.open) this.dialog.close();
    if (this.watching) this.timer = setTimeout(() => this.ask(), 1000 * Number(this.root.dataset.idle));
  }

  touched(e) {
    if (!this.watching || (e.type === "pointermove" && e.buttons === 0)) return; // a mouse trembles by itself
    if (!this.dialog.open) return this.stay();
    if (e.type === "pointerdown") { // it closes when the touch ends; where nobody hears of that, the count begins anew
      clearTimeout(this.timer);
      this.count(Number(this.root.dataset.countdown));
    }
    if (e.type !== "keydown") return;
    e.preventDefault(); // else Enter would press what has the focus next
    this.stay();
  }

  ask() {
    this.dialog.showModal();
    this.count(Number(this.root.dataset.countdown));
  }

  count(left) {
    if (left <= 0) return this.gone();
    this.dialog.querySelector("[data-left]").textContent = left;
    this.dialog.style.setProperty("--left", left / Number(this.root.dataset.countdown));
    this.timer = setTimeout(() => this.count(left - 1), 1000);
  }
}
