// A page whose work goes on: while it does, texts and figures are fetched as they come. What has
// the focus stays where it is: only what changed is exchanged. At the end the part is swapped whole.
import { read, swap } from "./parts.js";

// pause waits a second, and longer on a page that has much to fetch.
const pause = () => new Promise((wake) => setTimeout(wake, 1000 + 5 * document.querySelectorAll("[data-live]").length));

// follow keeps a part up to date as long as the page has what says that work is open.
export async function follow(open, part) {
  while (document.querySelector(open)) {
    await pause();
    if (document.hidden) continue;
    let loaded;
    try {
      loaded = await read(location.href);
    } catch {
      continue; // the studio does not answer just now: the next round asks again
    }
    if (loaded === undefined) continue;
    if (!loaded) return location.reload(); // deleted meanwhile: the answer says so
    if (!loaded.page.querySelector(open)) return swap(loaded.page, [part]);
    loaded.page.querySelectorAll("[data-live]").forEach(exchange);
  }
}

// exchange brings what changed of an element into its like on this page.
function exchange(news) {
  const here = document.querySelector(`[data-live="${CSS.escape(news.dataset.live)}"]`);
  if (!here || here.isEqualNode(news)) return;
  here.className = news.className;
  for (const name of ["value", "max"]) if (news.hasAttribute(name)) here.setAttribute(name, news.getAttribute(name));
  here.replaceChildren(...news.childNodes);
}
