const TRIES = 6; // while a server is unable: a minute where it only starts anew

// send uploads a file to an address, with other fields beside it, those that are there, and resolves with the
// picture's facts. It fails with the server's words, else with the page's; with refused where another try would end
// alike, and with unread too where that is so because the browser cannot read the file any more. Where too many came, or the server cannot take it just now, it says when to come again, and then it
// does: progress is told null meanwhile, and why that is. That a server is unable is not waited for for
// ever. fetch cannot tell how far an upload is, so this is the older interface.
export async function send(address, file, beside, progress, words) {
  for (let unable = 0; ; ) {
    const answer = await sendOnce(address, file, beside, progress, words);
    if (!answer.after) return answer;
    if (answer.unable && ++unable > TRIES) throw new Error(answer.why);
    progress(null, `${answer.unable ? answer.why : words.pace} ${words.later.replace("%d", answer.after)}`);
    await new Promise((done) => setTimeout(done, 1000 * answer.after));
  }
}

// post sends an object and resolves with what was made. It fails with the server's words, or with those given where it has none.
export async function post(address, body, failed) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
  const made = await answer?.json().catch(() => null);
  if (!answer?.ok || !made) throw new Error(made?.detail ?? failed);
  return made;
}

function sendOnce(address, file, beside, progress, { failed, unread }) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("file", file);
    for (const [name, value] of Object.entries(beside)) if (value) body.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
    request.upload.onload = () => progress(1);
    request.onerror = async () => { // which the browser says of a broken line and of a file that is gone alike
      const there = await file.slice(0, 1).arrayBuffer().catch(() => null);
      reject(there ? new Error(failed) : Object.assign(new Error(unread), { refused: true, unread: true }));
    };
    request.onload = () => {
      const after = Number(request.getResponseHeader("Retry-After"));
      if (request.status === 201) resolve(request.response);
      else if ((request.status === 429 || request.status === 503) && after) resolve({ after, unable: request.status === 503, why: request.response?.detail ?? failed });
      else reject(Object.assign(new Error(request.response?.detail ?? failed), { refused: request.status >= 400 && request.status < 500 && request.status !== 408 }));
    };
    request.send(body);
  });
}
