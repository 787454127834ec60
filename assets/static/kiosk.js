// The kiosk: a loop until somebody touches it, a choice of pictures, one to play with,
// and back to the loop when nobody is there. Nothing is kept.
import { Idle } from "./kiosk_idle.js";
import { Play } from "./kiosk_play.js";
import { Show } from "./kiosk_show.js";

const root = document.querySelector("#kiosk");
const find = (selector) => root.querySelector(selector);
const show = new Show(root);
const play = new Play(root);
const idle = new Idle(root, () => go("attract"));
const focused = { attract: "[data-begin]", choose: "#kiosk-choose", play: ".kiosk-range" };

function go(screen) {
  root.dataset.at = screen;
  idle.watch(screen !== "attract");
  if (screen !== "play") play.clear();
  if (screen === "attract") show.start(); else show.stop();
  for (const part of root.querySelectorAll("[data-screen], .kiosk-panel")) part.scrollTop = 0;
  find(focused[screen]).focus({ preventScroll: true });
}

find("[data-begin]").addEventListener("click", () => go("choose"));
find("[data-another]").addEventListener("click", () => go("choose"));
root.addEventListener("submit", (e) => {
  e.preventDefault();
  const { sample, first } = e.submitter.dataset;
  go("play");
  play.open(sample, first);
});

root.addEventListener("dragstart", (e) => e.preventDefault()); // a picture is not carried away

const full = find("[data-full]");
full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => {})); // a browser may refuse: the page stays as it is
document.addEventListener("fullscreenchange", () => find(focused[root.dataset.at]).focus({ preventScroll: true })); // what had it is not shown there
go("attract");
