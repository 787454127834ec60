// The lab's page of a picture: while a sweep runs, its figures are fetched as they come.
// What has the focus stays where it is: only texts and colours are exchanged.
import { load } from "./parts.js";

const every = 1000; // milliseconds

const open = (page) => page.querySelector("[data-sweep-open]");
const pause = () => new Promise((wake) => setTimeout(wake, every));

async function watch() {
  while (open(document)) {
    await pause();
    if (document.hidden) continue;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer) continue; // the studio does not answer just now: the next round asks again
    if (!answer.ok) return location.reload(); // deleted meanwhile: the answer says so
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!open(page)) return load(location.href, ["sweep"]);
    page.querySelectorAll("[data-live]").forEach(exchange);
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

watch();
