// The first page with script: drop, paste, several at once. The form alone does one.
import { atOnce, keepAtOnce, openPicture } from "./arrival.js";
import { byPath, pathOf } from "./batch_chosen.js";
import { frameOf, isVideo } from "./frame.js";
import { onDrop } from "./drop.js";
import { fail, line, take } from "./filelist.js";
import { filesOf, hasFolder } from "./folders.js";
import { post } from "./send.js";

const form = document.querySelector("#intake");
const input = form.elements.file;
const camera = form.querySelector("[data-camera]");
const begins = form.querySelector("[data-at-once]");
const list = form.querySelector(".uploads");
const together = form.querySelector("[data-together]");
const pictures = []; // that are there, by their ids
const { accept } = input;
input.multiple = true;
input.accept += ",video/*"; // a frame of it is cut out here
if (location.pathname !== "/") history.replaceState(null, "", "/"); // the form's address, where it was refused

if (!atOnce()) begins.checked = false;
begins.addEventListener("change", () => keepAtOnce(begins.checked));

let taking = Promise.resolve();
const after = (files) => { // what comes while others are taken has its turn after them
  if (files.length === 0) return;
  list.hidden = false;
  const lines = [...files].map((file) => line(list, file, form.dataset, pathOf(file)));
  taking = taking.finally(() => takeAll(lines));
};
const afterChoice = (field) => { // and the field is ready for a next choice, the same file's too
  after(field.files);
  field.value = "";
};

for (const field of [input, camera]) field.addEventListener("change", () => afterChoice(field));
document.addEventListener("paste", (e) => after(e.clipboardData.files));

// A folder's pictures come as if they were dropped one by one.
onDrop(form, async (e) => {
  const folder = hasFolder(e.dataTransfer);
  const looking = document.createElement("li");
  const files = await filesOf(e.dataTransfer, accept, () => {
    list.hidden = false;
    looking.textContent = form.dataset.looking;
    list.append(looking);
  });
  if (folder && files.length === 0) looking.textContent = form.dataset.none;
  else looking.remove();
  after(folder ? files.sort(byPath) : files);
});

// stills are lines with a frame in the place of each video. One that is not to be had is told.
async function stills(lines) {
  const taken = [];
  for (const l of lines) {
    try {
      if (isVideo(l.file)) l.file = await frameOf(l.file);
      if (l.file) taken.push(l);
      else l.item.remove(); // no frame was chosen
    } catch (error) {
      fail(l, error.message);
    }
  }
  return taken;
}

// takeAll sends lines' files one after the other. One that was chosen alone, and while no other was on its way, is
// opened at once.
async function takeAll(lines) {
  const reference = form.elements.reference.files[0];
  if (reference && lines.length > 1) fail(line(list, reference, form.dataset), form.dataset.alone);
  together.hidden = true; // until all are there
  for (const l of await stills(lines)) {
    const picture = await take(l, "/api/v1/images", lines.length === 1 ? { reference } : {});
    if (picture === undefined) offer(l);
    if (!picture) continue;
    if (lines.length === 1 && !list.querySelector("a, button, progress")) return openPicture(picture.id, begins.checked);
    const link = document.createElement("a");
    link.href = `/images/${picture.id}`;
    link.textContent = form.dataset.taken;
    link.setAttribute("aria-label", `${l.file.name}: ${form.dataset.taken}`);
    l.state.replaceChildren(link);
    pictures.push(picture.id);
  }
  together.hidden = pictures.length < 2 || list.querySelector("progress") !== null;
  if (!together.hidden) together.scrollIntoView({ block: "nearest" });
}

// offer lets a file be sent again that the studio did not answer to.
function offer(l) {
  const again = document.createElement("button");
  again.type = "button";
  again.className = "link";
  again.textContent = form.dataset.again;
  again.setAttribute("aria-label", `${form.dataset.again}: ${l.file.name}`);
  again.addEventListener("click", () => {
    const anew = line(list, l.file, form.dataset, pathOf(l.file));
    l.item.replaceWith(anew.item);
    taking = taking.finally(() => takeAll([anew]));
  });
  l.item.append(again);
}

// All that were taken become a batch, restored as each is believed to be, and this page leads there.
together.addEventListener("click", async () => {
  together.disabled = true;
  try {
    location.assign(`/batch/${(await post("/api/v1/batches", { images: pictures, model: together.dataset.model, views: Number(together.dataset.views) }, form.dataset.failed)).id}`);
  } catch (error) {
    const item = document.createElement("li");
    item.className = "bad";
    item.textContent = error.message;
    list.append(item);
    together.disabled = false;
  }
});

afterChoice(input); // chosen before this was here
