// How far a job is, above the button that restores.

// tell says how the job stands, and whether that is news.
export function tell(words) {
  const text = document.querySelector("[data-job] .job-text");
  if (!text || text.textContent === words) return false;
  text.textContent = words;
  return true;
}

// show tells how far it is, in words and by its bar.
export function show(news) {
  tell(news.text);
  const bar = document.querySelector(".job progress");
  if (!bar) return;
  if (news.total > 0) {
    bar.max = news.total;
    bar.value = news.done;
  } else bar.removeAttribute("value");
}
