// Files that are dropped on a page.

// onDrop takes what is dropped anywhere on the page; the form shows that it would.
export function onDrop(form, drop) {
  let depth = 0; // of dragenter over nested elements
  const over = (by) => form.classList.toggle("over", (depth = Math.max(0, depth + by)) > 0);
  document.addEventListener("dragenter", () => over(1));
  document.addEventListener("dragleave", () => over(-1));
  document.addEventListener("dragover", (e) => e.preventDefault());
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    over(-depth);
    drop(e);
  });
}
