// The lab's page of a picture: while a sweep runs, its part of the page is fetched anew.
import { load } from "./parts.js";

const every = 1000; // milliseconds

const open = () => document.querySelector("[data-sweep-open]");

async function watch() {
  while (open()) {
    await new Promise((wake) => setTimeout(wake, every));
    try {
      await load(location.href, ["sweep"]);
    } catch {
      // The studio does not answer just now: the next round asks again.
    }
  }
}

watch();
