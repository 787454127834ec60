// What is dropped, folders through and through.
import { lay } from "./batch_chosen.js";

const entriesOf = ({ items }) => [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);

// hasFolder tells whether a folder is among what is dropped.
export const hasFolder = (dropped) => entriesOf(dropped).some((entry) => entry.isDirectory);

// filesOf resolves with the files of what is dropped. Where a folder is among it, looking is called first, and of the rest
// those come along that a field would accept.
export async function filesOf(dropped, accept, looking) {
  const files = [...dropped.files];
  const entries = entriesOf(dropped); // it can be asked for now only
  if (!entries.some((entry) => entry.isDirectory)) return files;
  looking();
  const found = [];
  for (const entry of entries) await walk(entry, found).catch(() => {}); // what cannot be read is passed over
  return found.filter((file) => accepts(accept, file));
}

// accepts tells what a folder holds besides: what was chosen one by one is for the server to judge.
export function accepts(accept, file) {
  const name = file.name.toLowerCase();
  return accept.split(",").some((kind) => (kind.startsWith(".") ? name.endsWith(kind) : kind === file.type));
}

// walk collects files, with the folders that they lie in.
async function walk(entry, files) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    lay(file, entry.fullPath);
    return files.push(file);
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    if (some.length === 0) return;
    for (const inside of some) await walk(inside, files).catch(() => {});
  }
}
