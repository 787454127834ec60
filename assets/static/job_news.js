// The news of a job, as they come. A page that nobody sees hears nothing: browsers keep six connections to a place at
// most, and those of many tabs would leave none for a new page.

const QUIET = 2000; // ms without the studio until that is told
const AGAIN = 3000; // ms until a stream that was refused is asked for again

let listener = null; // who hears of a job now
let events = null;

// listenTo tells of a job until hush: heard has its news, alone is told that the studio is not to be heard, gone that
// there is no such job any more.
export function listenTo(id, { heard, alone, gone }) {
  listener = { id, heard, alone, gone };
  listen();
}

export function hush() {
  listener = null;
  events?.close();
}

function listen() {
  events?.close();
  if (!listener || document.hidden) return;
  const mine = listener;
  const stream = events = new EventSource(`/api/v1/jobs/${mine.id}/events`);
  let silent = 0;
  stream.onmessage = (message) => {
    clearTimeout(silent);
    if (mine === listener) mine.heard(JSON.parse(message.data));
  };
  stream.onerror = () => {
    clearTimeout(silent);
    const still = () => events === stream && mine === listener;
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => still() && askAfter(mine), AGAIN);
    else silent = setTimeout(() => still() && mine.alone(), QUIET);
  };
}

// askAfter looks how a job stands whose stream was refused.
async function askAfter(mine) {
  const answer = await fetch(`/api/v1/jobs/${mine.id}`).catch(() => null);
  const news = answer?.ok ? await answer.json().catch(() => null) : null;
  if (mine !== listener) return;
  if (answer?.status === 404) {
    hush();
    return mine.gone();
  }
  if (news) mine.heard(news); // perhaps that it has ended
  else mine.alone();
  if (mine === listener) listen();
}

document.addEventListener("visibilitychange", listen);
