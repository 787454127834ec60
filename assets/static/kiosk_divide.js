// The divider over a whole picture: a real range input, which a finger may drag or tap
// anywhere. It gives back what places it, at 0…1000.
const KEY = 25; // an arrow key's step

export function divide(stage) {
  const range = stage.querySelector("input");
  const lay = () => stage.style.setProperty("--at", `${range.value / 10}%`);
  const place = (value) => {
    range.value = value;
    lay();
  };
  const follow = (e) => {
    const box = range.getBoundingClientRect();
    place((1000 * (e.clientX - box.left)) / box.width);
  };
  range.addEventListener("input", lay);
  range.addEventListener("pointerdown", (e) => {
    range.setPointerCapture(e.pointerId);
    follow(e);
  });
  range.addEventListener("pointermove", (e) => { if (range.hasPointerCapture(e.pointerId)) follow(e); });
  range.addEventListener("keydown", (e) => {
    const by = { ArrowLeft: -KEY, ArrowDown: -KEY, ArrowRight: KEY, ArrowUp: KEY }[e.key];
    if (!by) return;
    e.preventDefault();
    place(Number(range.value) + by);
  });
  return place;
}
