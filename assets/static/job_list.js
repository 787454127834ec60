// The list of a picture's restorations, as jobs come and go.
import { load } from "./parts.js";
import { settled } from "./restoration.js";

// list loads anew what lists a picture's restorations, once more where another came into view meanwhile.
export async function list(image, job) {
  let loaded, of;
  do {
    await settled();
    of = shown();
    loaded = await load(here(image, job), ["job", "history"]);
    await settled();
  } while (of !== shown());
  return loaded;
}

// shown is the restoration that is in view.
export const shown = () => document.querySelector("[data-result]")?.dataset.result;

// here is the page's address with what is shown on it, the model that is asked, and a job that is followed.
export function here(image, job) {
  const query = new URLSearchParams(job && { job });
  const { model } = document.querySelector("#studio").dataset;
  if (model) query.set("model", model);
  if (shown()) query.set("restoration", shown());
  const beside = new URLSearchParams(location.search).get("with");
  if (beside) query.set("with", beside);
  return `/images/${image}?${query}`;
}
