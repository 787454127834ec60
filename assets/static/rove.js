// One stop of the Tab key for each codec: arrow keys, Home and End go among its bar and its levels.
import { onSwap } from "./parts.js";

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function rove(root) {
  const buttons = (codec) => [...codec.querySelectorAll("button")];
  // stop makes a button the one that Tab comes to.
  const stop = (codec, at) => {
    for (const b of buttons(codec)) b.tabIndex = b === at ? 0 : -1;
  };
  const begin = () => {
    for (const codec of root.querySelectorAll('.codec[role="group"]')) {
      codec.setAttribute("role", "toolbar");
      const all = buttons(codec);
      const has = (attribute) => all.find((b) => b.matches(attribute));
      stop(codec, has(":focus") ?? has('[aria-pressed="true"]') ?? all[0]);
    }
  };
  root.addEventListener("focusin", (e) => {
    const codec = e.target.closest(".codec");
    if (codec) stop(codec, e.target);
  });
  root.addEventListener("keydown", (e) => {
    const codec = e.target.closest(".codec");
    if (!codec || e.ctrlKey || e.metaKey || e.altKey) return;
    const all = buttons(codec);
    const at = { Home: 0, End: all.length - 1 }[e.key] ?? all.indexOf(e.target) + NEXT[e.key];
    if (!(e.key in NEXT) && e.key !== "Home" && e.key !== "End") return;
    e.preventDefault();
    all[at]?.focus();
  });
  begin();
  onSwap(begin);
}
