// What was chosen for a batch, before it is sent: each file with a button that takes it out again.

// showChosen lists files by their keys; changed is called once one was taken out.
export function showChosen(list, chosen, takeOut, changed) {
  list.hidden = chosen.size === 0;
  list.replaceChildren(...[...chosen].map(([key, file], at) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = file.webkitRelativePath || file.name;
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
