// What was chosen for a batch, before it is sent: each file with a button that takes it out again.

const dropped = new WeakMap(); // files to the folders that they lay in, where they were dropped with these

// lay notes where a file lay that was dropped with its folder: "/Paris/Day 2/1.jpg".
export const lay = (file, fullPath) => dropped.set(file, fullPath.slice(1, -file.name.length - 1));

// folderOf is where a file lay in the folder that it was chosen with: "Paris/Day 2", or "".
export const folderOf = (file) => dropped.get(file) ?? file.webkitRelativePath.slice(0, -file.name.length - 1);

// pathOf is a file's name after its folders.
export const pathOf = (file) => [folderOf(file), file.name].filter(Boolean).join("/");

// byPath is the order of files as people count them.
export const byPath = (a, b) => pathOf(a).localeCompare(pathOf(b), undefined, { numeric: true });

// showChosen lists files by their keys; changed is called once one was taken out.
export function showChosen(list, chosen, takeOut, changed) {
  list.hidden = chosen.size === 0;
  list.replaceChildren(...[...chosen].map(([key, file], at) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = pathOf(file);
    const out = document.createElement("button");
    out.type = "button";
    out.className = "link";
    out.textContent = takeOut;
    out.setAttribute("aria-label", `${takeOut}: ${name.textContent}`);
    out.addEventListener("click", () => {
      chosen.delete(key);
      changed();
      list.children[Math.min(at, chosen.size - 1)]?.querySelector("button").focus(); // the next one's
    });
    item.append(name, out);
    return item;
  }));
}
