// The lab's page of a picture: a sweep's figures as they come. A chosen model is asked at once.
import { poll } from "./poll.js";

// Another model believes something else, and names other codecs.
document.addEventListener("change", (e) => {
  if (e.target.name === "model") location.assign(`?model=${encodeURIComponent(e.target.value)}`);
});

poll("[data-sweep-open]", "sweep");
