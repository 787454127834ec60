// The lab's door with script: a picture that is dropped anywhere on the page is the form's, and one of your own goes before
// the samples.
import { onDrop } from "./drop.js";

const form = document.querySelector("[data-testid=lab-form]");

onDrop(form, ({ dataTransfer }) => {
  const [file] = dataTransfer.files;
  if (!file) return;
  const one = new DataTransfer();
  one.items.add(file);
  form.elements.file.files = one.files;
  form.elements.file.dispatchEvent(new Event("change"));
});
form.elements.file.addEventListener("change", () => { if (form.elements.file.files.length > 0) form.elements.sample.value = ""; });
