// The lab's page of a picture: while a sweep runs, its figures are fetched as they come.
// What has the focus stays where it is: only texts and colours are exchanged. A chosen
// model is asked at once.
import { read, swap } from "./parts.js";

const every = 1000; // milliseconds

const open = (page) => page.querySelector("[data-sweep-open]");
const pause = () => new Promise((wake) => setTimeout(wake, every));

async function watch() {
  while (open(document)) {
    await pause();
    if (document.hidden) continue;
    let loaded;
    try {
      loaded = await read(location.href);
    } catch {
      continue; // the studio does not answer just now: the next round asks again
    }
    if (!loaded) return location.reload(); // deleted meanwhile: the answer says so
    if (!open(loaded.page)) return swap(loaded.page, ["sweep"]);
    loaded.page.querySelectorAll("[data-live]").forEach(exchange);
  }
}

// exchange brings what changed of an element into its like on this page.
function exchange(news) {
  const here = document.querySelector(`[data-live="${CSS.escape(news.dataset.live)}"]`);
  if (!here || here.isEqualNode(news)) return;
  here.className = news.className;
  if (news.hasAttribute("value")) here.setAttribute("value", news.getAttribute("value"));
  here.replaceChildren(...news.childNodes);
}

// Another model believes something else, and names other codecs.
document.addEventListener("change", (e) => {
  if (e.target.name === "model") location.assign(`?model=${encodeURIComponent(e.target.value)}`);
});

watch();
