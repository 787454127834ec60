// The batch's pages with script: folders, drops, one request a picture, and a status that moves.
import { announce } from "./announce.js";
import { poll } from "./poll.js";
import { byPath, folderOf, pathOf, showChosen } from "./batch_chosen.js";
import { onDrop } from "./drop.js";
import { line, take } from "./filelist.js";
import { accepts, filesOf } from "./folders.js";
import { post } from "./send.js";

const form = document.querySelector("#batch");
const input = form.elements.file;
const count = form.querySelector("[data-count]");
const list = form.querySelector(".uploads");
const button = form.querySelector("[type=submit]");
const words = form.dataset;
const chosen = new Map(); // by place, name, size and time, so that none comes twice
let leftOut = ""; // what is said where some were chosen that it has no room for
let free = Number(words.free); // how many more the batch takes
let sending = false;
let unread = []; // lines of files that cannot be read any more: the batch has none of them

input.required = false; // a folder or a drop will do
const afterChoice = (field, those) => { // and the field is ready for a next choice, the same file's too
  add([...field.files].filter(those));
  field.value = "";
};
input.addEventListener("change", () => afterChoice(input, () => true));
form.querySelector("[data-folder]").addEventListener("change", (e) => afterChoice(e.target, (file) => accepts(words.accept, file)));
onDrop(form, async (e) => add(await filesOf(e.dataTransfer, words.accept, () => say(words.looking))));
form.addEventListener("input", (e) => {
  if (e.target.type === "range") e.target.parentElement.querySelector("output").textContent = Number(e.target.value).toFixed(2);
});
form.addEventListener("submit", (e) => {
  e.preventDefault();
  if (chosen.size === 0) return input.click();
  sendAll();
});
window.addEventListener("beforeunload", (e) => {
  if (sending) e.preventDefault();
});

function add(files) {
  if (!sending) [leftOut, unread] = ["", []]; // it was said before
  for (const file of files.sort(byPath)) {
    const key = `${pathOf(file)} ${file.size} ${file.lastModified}`;
    if (chosen.size < free || chosen.has(key)) chosen.set(key, file);
    else leftOut ||= words.full.replace("%d", free);
  }
  const bytes = [...chosen.values()].reduce((sum, file) => sum + file.size, 0);
  say(`${words.chosen} ${chosen.size} · ${size(bytes)}`);
  if (sending) return; // they are sent after the others
  if (words.batch && leftOut) button.classList.remove("no-script-only"); // once that was read
  else if (words.batch && chosen.size > 0) sendAll(); // the batch is there: nothing is left to be decided
  else showChosen(list, chosen, words.takeOut, () => { add([]); if (chosen.size === 0) input.focus(); });
}

// size is a number of bytes as people read it.
function size(bytes) {
  const [unit, name] = bytes < 2 ** 20 ? [2 ** 10, "KiB"] : [2 ** 20, "MiB"];
  return `${(bytes / unit).toFixed(1).replace(/\.0$/, "")} ${name}`;
}

function say(first) {
  const text = leftOut ? `${first}. ${leftOut}` : first;
  count.hidden = false;
  count.textContent = text;
  announce(text);
}

// sendAll brings what was chosen into a batch, one after the other, and goes there. What the
// server did not judge stays chosen: the button sends it again.
async function sendAll() {
  if (sending) return;
  sending = true;
  button.disabled = true;
  try {
    words.batch ||= await begin();
    for (const field of form.querySelectorAll(".batch-how :is(input, select)")) field.disabled = true; // it is decided
    list.hidden = false;
    list.replaceChildren(...unread);
    while (chosen.size > 0) { // more may be added meanwhile
      const [key, file] = chosen.entries().next().value;
      const row = line(list, file, words, pathOf(file));
      list.scrollTop = list.scrollHeight; // the page stays where it is looked at
      const taken = await take(row, `/api/v1/batches/${words.batch}/images`, { folder: folderOf(file) });
      if (taken === undefined) return again();
      if (taken) row.item.remove();
      chosen.delete(key);
      if (row.unread) unread.push(row.item);
      else free--; // one that was refused has a line there, too
      say(`${words.toSend} ${chosen.size}`);
    }
    sending = false;
    if (unread.length > 0) stay();
    else location.assign(`/batch/${words.batch}`);
  } catch (error) {
    say(error.message);
  } finally {
    sending = false;
    button.disabled = false;
  }
}

// stay leaves it to be read which files are not in the batch, with the way there.
function stay() {
  say(words.unreadOnes.replace("%d", unread.length));
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/batch/${words.batch}`;
  link.textContent = words.toBatch;
  item.append(link);
  list.append(item);
  link.focus();
}

// again leaves what is still to be sent to the button.
function again() {
  say(`${words.lost} ${words.toSend} ${chosen.size}`);
  button.classList.remove("no-script-only");
}

// begin makes a batch under what the form says.
async function begin() {
  const { mode, delta, cell, model, views, unheld } = form.elements;
  const condition = { mode: mode.value };
  if (condition.mode === "relative") condition.delta = Number(delta.value);
  if (condition.mode === "manual") {
    const [codec, level] = cell.value.split(":");
    Object.assign(condition, { codec: { [codec]: 1 }, level });
  }
  if (unheld.checked) condition.unheld = true;
  return (await post("/api/v1/batches", { model: model?.value ?? "", condition, views: Number(views.value) }, words.failed)).id;
}

if (input.files.length > 0) afterChoice(input, () => true); // chosen before this was here

// moving is the page with the rows that may change next, and no others: a batch may be long, and its
// files are restored in their order. Those that end meanwhile are asked for until they say so.
function moving() {
  const rows = [...document.querySelectorAll("[data-row][data-open]")].slice(0, 10);
  return `${location.pathname}?${new URLSearchParams(rows.map((r) => ["row", r.dataset.row]))}`;
}

poll("[data-batch-open]", "batch", moving);
