// A frame of a video, chosen and cut out in this browser: the video itself is not sent.
const STEP = 1 / 30; // s: a frame of what is filmed most
const PAINT = 1500; // ms that a busy machine may take to show a frame; one that was there already is not shown anew

// Not every system has a name for every kind of video.
const NAMES = /\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|mts|m2ts|3gp|ogv)$/i;

export const isVideo = (file) => (file.type === "" ? NAMES.test(file.name) : file.type.startsWith("video/"));

const seconds = (at) => `${at.toFixed(2)} s`;

const event = (target, ...kinds) => new Promise((done) => {
  for (const kind of kinds) target.addEventListener(kind, () => done(kind), { once: true });
});

// frameOf lets a person choose a frame of a video and resolves with it as a PNG file, or with null
// where they choose none. It fails with words where this browser cannot play the video.
export async function frameOf(file) {
  const dialog = document.querySelector("#frame");
  const video = dialog.querySelector("video");
  const address = URL.createObjectURL(file);
  try {
    video.src = address;
    if ((await event(video, "loadedmetadata", "error")) === "error" || video.videoWidth === 0) throw unplayable(dialog);
    const moment = await choose(dialog, video);
    if (moment === null) return null;
    return await cut(video, `${file.name.replace(/\.[^.]+$/, "")} ${seconds(moment)}.png`) ?? Promise.reject(unplayable(dialog));
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  }
}

const unplayable = (dialog) => new Error(dialog.dataset.unplayable);

// lengthOf is how long a video is. Some recordings say it only once their end was sought.
async function lengthOf(video) {
  if (!Number.isFinite(video.duration)) {
    video.currentTime = 1e9;
    await event(video, "seeked", "error");
  }
  return Number.isFinite(video.duration) ? video.duration : video.currentTime;
}

// shown resolves once a video shows the frame of a moment: what comes first may be what was sought before. Of several
// moments only the last is looked for.
function shown(video, at) {
  forget(video);
  return new Promise((done) => {
    const look = (_, { mediaTime }) => {
      if (mediaTime <= at && mediaTime > at - STEP) done();
      else looking = video.requestVideoFrameCallback(look);
    };
    looking = video.requestVideoFrameCallback?.(look);
  });
}
const forget = (video) => looking && video.cancelVideoFrameCallback(looking);
let looking; // for the frame of a moment

// choose resolves with the moment that was chosen, at whose frame the video then stands, or null.
async function choose(dialog, video) {
  const range = dialog.querySelector("[data-frame-at]");
  const end = await lengthOf(video);
  range.max = Math.max(0, end - STEP / 2); // the last frame, and not what comes after it
  let over = false; // the dialog was closed, and may be another video's
  let painted; // once what was sought is shown
  let sought; // a browser may arrive a little beside it, so it is not sought again
  const seek = () => { // one at a time: Chromium loses one of several at once, and then never arrives
    const now = Number(range.value);
    if (video.seeking || now === sought) return;
    sought = now;
    const at = Math.min(now + STEP / 2, Math.max(0, end - STEP / 4)); // into the frame: at its edge a browser may show the one before
    painted = shown(video, at);
    video.currentTime = at;
  };
  const show = (at) => {
    range.value = Math.round(at / STEP) * STEP;
    seek();
    dialog.querySelector("output").textContent = range.ariaValueText = `${seconds(Number(range.value))} / ${seconds(end)}`;
  };
  const step = (e) => { if (e.target.dataset.frameStep) show(Number(range.value) + e.target.dataset.frameStep * STEP); };
  const keys = (e) => {
    const by = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -1, PageUp: 1 }[e.key];
    if (!by) return;
    e.preventDefault();
    show(Number(range.value) + by);
  };
  const move = () => show(range.value);
  // The dialog stays until what was sought is shown: of a video that nobody sees a browser paints nothing new.
  const take = async (e) => {
    if (e.submitter?.value !== "take") return;
    e.preventDefault();
    while (video.seeking && !video.error) await event(video, "seeked", "error");
    await Promise.race([painted, new Promise((done) => setTimeout(done, PAINT))]);
    if (!over) dialog.close("take");
  };
  await video.play().then(() => video.pause(), () => {}); // some browsers show nothing before
  video.addEventListener("seeked", seek);
  show(0);
  range.addEventListener("input", move);
  range.addEventListener("keydown", keys);
  dialog.addEventListener("click", step);
  dialog.addEventListener("submit", take);
  dialog.returnValue = "";
  dialog.showModal();
  await event(dialog, "close");
  over = true;
  forget(video);
  const taken = dialog.returnValue === "take";
  video.removeEventListener("seeked", seek);
  range.removeEventListener("input", move);
  range.removeEventListener("keydown", keys);
  dialog.removeEventListener("click", step);
  dialog.removeEventListener("submit", take);
  return taken ? Number(range.value) : null;
}

// cut draws the frame at which a video stands, pixel for pixel; nothing where it is not to be had.
async function cut(video, name) {
  if (video.error) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d", { colorSpace: "srgb" }).drawImage(video, 0, 0);
  const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
  return png && new File([png], name, { type: "image/png" });
}
