// The first page with script: drop, paste, several at once. The form alone does one.
import { frameOf, isVideo } from "./frame.js";
import { fail, line, onDrop, take } from "./filelist.js";

const form = document.querySelector("#intake");
const input = form.elements.file;
const camera = form.querySelector("[data-camera]");
const list = form.querySelector(".uploads");
input.multiple = true;
input.accept += ",video/*"; // a frame of it is cut out here
if (location.pathname !== "/") history.replaceState(null, "", "/"); // the form's address, where it was refused

let taking = Promise.resolve();
const after = (files) => { // what comes while others are taken has its turn after them
  const all = [...files];
  taking = taking.finally(() => takeAll(all));
};
const afterChoice = (field) => { // and the field is ready for a next choice, the same file's too
  after(field.files);
  field.value = "";
};

for (const field of [input, camera]) field.addEventListener("change", () => afterChoice(field));
document.addEventListener("paste", (e) => after(e.clipboardData.files));

onDrop(form, (e) => after(e.dataTransfer.files));

// stills are files with a frame in the place of each video. One that is not to be had is told.
async function stills(files) {
  const taken = [];
  for (const file of files) {
    try {
      const still = isVideo(file) ? await frameOf(file) : file;
      if (still) taken.push(still);
    } catch (error) {
      fail(line(list, file, form.dataset), error.message);
    }
  }
  return taken;
}

// takeAll sends files one after the other. A single one is opened at once.
async function takeAll(files) {
  if (files.length === 0) return;
  list.hidden = false;
  const reference = form.elements.reference.files[0];
  if (reference && files.length > 1) fail(line(list, reference, form.dataset), form.dataset.alone);
  const lines = (await stills(files)).map((file) => line(list, file, form.dataset));
  for (const l of lines) {
    const taken = await take(l, "/api/v1/images", files.length === 1 ? reference : null);
    if (!taken) continue;
    if (files.length === 1) return location.assign(`/images/${taken.id}`);
    const link = document.createElement("a");
    link.href = `/images/${taken.id}`;
    link.textContent = form.dataset.taken;
    l.state.replaceChildren(link);
  }
}

afterChoice(input); // chosen before this was here
