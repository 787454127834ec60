// Files that are dropped on a page.

// onDrop takes files that are dropped anywhere on the page but on a control that takes them itself; the form, or what stands
// for one, shows that it would.
export function onDrop(form, drop) {
  let depth = 0; // of dragenter over nested elements
  const over = (by) => form.classList.toggle("over", (depth = Math.max(0, depth + by)) > 0);
  const files = ({ dataTransfer }) => dataTransfer.types.includes("Files"); // a text that is dragged goes where it goes
  const ours = (e) => files(e) && !e.target.closest?.("input[type=file]");
  document.addEventListener("dragenter", (e) => files(e) && over(1));
  document.addEventListener("dragleave", (e) => files(e) && over(-1));
  document.addEventListener("dragover", (e) => ours(e) && e.preventDefault());
  document.addEventListener("drop", (e) => {
    over(-depth);
    if (!ours(e)) return;
    e.preventDefault();
    drop(e);
  });
}
