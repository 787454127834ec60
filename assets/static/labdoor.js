// The lab's door with script: a picture that is dropped anywhere on the page is the form's, and one of your own goes before
// the samples.
import { onDrop } from "./drop.js";

const form = document.querySelector("[data-testid=lab-form]");
const { file: own, sample } = form.elements;
const first = () => { if (own.files.length > 0) sample.value = ""; };
own.addEventListener("change", first);

onDrop(form, ({ dataTransfer }) => {
  const [file] = dataTransfer.files;
  if (!file) return;
  const one = new DataTransfer();
  one.items.add(file);
  own.files = one.files;
  first();
});
