// The lab's page of a picture: a sweep's figures as they come. A chosen model is asked at once.
import { cameBack, comeAnew, comeBack } from "./comeback.js";
import { poll } from "./poll.js";

// Another model believes something else, and names other codecs. What else the address says stays.
document.addEventListener("change", (e) => {
  if (e.target.name !== "model") return;
  comeBack('#lab-restore [name="model"]');
  const query = new URLSearchParams(location.search);
  query.set("model", e.target.value);
  location.search = query;
});

cameBack();
comeAnew(); // or the choice would be another than the page's

poll("[data-sweep-open]", "sweep");
