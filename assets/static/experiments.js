// The room of everything stored: all works without this. It ticks a page's rows at once,
// counts them, and puts the cursor where a note is written.
const boxes = [...document.querySelectorAll('[name="pick"]')];
const all = document.querySelector("[data-tick-all]");
const said = document.querySelector("[data-ticked]");

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  said.textContent = ticked ? `${ticked} ${said.dataset.word}` : "";
  all.checked = ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

if (all) {
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  document.addEventListener("change", (e) => e.target.name === "pick" && count());
  window.addEventListener("pageshow", count); // a browser that goes back keeps the ticks
  count();
}

for (const note of document.querySelectorAll("[data-note]")) {
  note.addEventListener("toggle", () => note.open && note.querySelector("textarea").focus());
}
