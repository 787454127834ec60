// A page whose work goes on: while it does, texts and figures are fetched as they come. What has
// the focus stays where it is: only what changed is exchanged. At the end the part is swapped whole.
import { announce } from "./announce.js";
import { keepFields, load, read } from "./parts.js";

// pause waits a second, and longer where much was fetched.
const pause = (much) => new Promise((wake) => setTimeout(wake, 1000 + 5 * much));

// poll keeps a part up to date as long as the page has what says that work is open. Where much of
// a page stands still, address says where what moves is to be had alone.
export async function poll(open, part, address = () => location.href) {
  let much = 0;
  while (document.querySelector(open)) {
    await pause(much);
    if (document.hidden) continue;
    let loaded = await read(address());
    if (loaded && !loaded.page.querySelector(open)) {
      loaded = await load(location.href, [part]);
      if (loaded) announce(ending(document.querySelector(`[data-part="${part}"]`)));
    }
    if (loaded === undefined) { // the studio does not answer just now: the next round asks again
      unheard(document.querySelector(open));
      continue;
    }
    if (!loaded) return location.reload(); // deleted meanwhile: the answer says so
    const live = loaded.page.querySelectorAll("[data-live]");
    live.forEach(exchange);
    much = live.length;
  }
}

// ending is what a part says of work that has come to its end: nothing is to be read of what went well.
const ending = (part) => (part.querySelector(".job-text")?.textContent ?? part.dataset.done);

// unheard says so where it stands how far the work is, until news come in its place.
function unheard(job) {
  const text = job.querySelector(".job-text");
  const { unreachable } = job.dataset;
  if (text.textContent === unreachable) return;
  text.textContent = unreachable;
  announce(unreachable);
}

// exchange brings what changed of an element into its like on this page.
function exchange(news) {
  const here = document.querySelector(`[data-live="${CSS.escape(news.dataset.live)}"]`);
  if (!here || here.isEqualNode(news)) return;
  here.className = news.className;
  for (const name of ["value", "max"]) if (news.hasAttribute(name)) here.setAttribute(name, news.getAttribute(name));
  keepFields(here, news);
  here.replaceChildren(...news.childNodes);
}
