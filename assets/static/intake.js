// The first page with script: drop, paste, several at once. The form alone does one.
import { send } from "./upload.js";

const form = document.querySelector("#intake");
const input = form.elements.file;
const list = form.querySelector(".uploads");
input.multiple = true;

input.addEventListener("change", () => takeAll(input.files));
document.addEventListener("paste", (e) => takeAll(e.clipboardData.files));

let depth = 0; // of dragenter over nested elements
const over = (by) => form.classList.toggle("over", (depth = Math.max(0, depth + by)) > 0);
document.addEventListener("dragenter", () => over(1));
document.addEventListener("dragleave", () => over(-1));
document.addEventListener("dragover", (e) => e.preventDefault());
document.addEventListener("drop", (e) => {
  e.preventDefault();
  over(-depth);
  takeAll(e.dataTransfer.files);
});

// takeAll sends files one after the other: a failure of one is told beside it.
async function takeAll(files) {
  if (files.length === 0) return;
  list.hidden = false;
  const reference = form.elements.reference.files[0];
  const lines = [...files].map(line);
  for (const l of lines) await take(l, lines.length === 1 ? reference : null, lines.length === 1);
  input.value = "";
}

async function take(line, reference, alone) {
  const words = form.dataset;
  try {
    const { id } = await send(line.file, reference, (share) => {
      line.state.textContent = share === null ? words.waiting : share < 1 ? words.sending : words.reading;
      if (share < 1) line.bar.value = share; else line.bar.removeAttribute("value");
    }, words.failed);
    line.bar.remove();
    if (alone) return location.assign(`/images/${id}`);
    const link = document.createElement("a");
    link.href = `/images/${id}`;
    link.textContent = words.taken;
    line.state.replaceChildren(link);
  } catch (error) {
    line.bar.remove();
    line.state.textContent = "";
    const why = document.createElement("span");
    why.className = "bad";
    why.textContent = error.message;
    line.item.append(why);
  }
}

// line is a file's row in the list.
function line(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const state = document.createElement("span");
  state.className = "quiet";
  state.textContent = form.dataset.waiting;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  item.append(name, state, bar);
  list.append(item);
  return { file, item, state, bar };
}
