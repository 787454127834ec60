// A list of files on their way: each has a line that says how it goes. A failure of one is told beside it.
import { comeAnew } from "./comeback.js";
import { send } from "./send.js";

// What was on its way when somebody left is not, as they come back.
comeAnew();

// line is a file's row in a list.
export function line(list, file, words, label = file.name) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = label;
  const state = document.createElement("span");
  state.className = "quiet";
  state.textContent = words.waiting;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  item.append(name, state, bar);
  list.append(item);
  return { file, item, state, bar, words };
}

// take sends a line's file to an address, other fields beside it. It resolves with the picture's facts, or after the
// line said why not with null, where that was the file's fault, or undefined. The line notes whether the file was unread.
export async function take(of, address, beside) {
  const { file, state, bar, words } = of;
  try {
    return await send(address, file, beside, (share, why) => {
      state.textContent = share === null ? why : share < 1 ? words.sending : words.reading;
      if (share < 1) bar.value = share; else bar.removeAttribute("value");
    }, words);
  } catch (error) {
    fail(of, error.message);
    of.unread = error.unread;
    return error.refused ? null : undefined;
  } finally {
    bar.remove();
  }
}

// fail tells in a line why its file cannot be taken.
export function fail({ item, state, bar }, message) {
  bar.remove();
  state.textContent = "";
  const why = document.createElement("span");
  why.className = "bad";
  why.textContent = message;
  item.append(why);
}
