// What was not taken is told above the button that restores. A job under way stays beside it.

// refuse shows why a restoration was not taken, in the server's words, and gives back where.
export function refuse(detail) {
  const section = document.createElement("section");
  section.className = "job failed";
  const text = document.createElement("p");
  text.className = "job-text";
  text.setAttribute("role", "alert");
  text.textContent = detail;
  section.append(text);
  document.querySelectorAll(".act :is(.job:not([data-open]), .note)").forEach((old) => old.remove());
  document.querySelector(".act").prepend(section);
  return section;
}

// unreachable is what is said where the studio does not answer.
export const unreachable = () => document.querySelector("#job").dataset.unreachable;

// away says it, or what else holds for now, until it answers again, or this machine is on the line again.
export const away = (why) => { refuse(typeof why === "string" ? why : unreachable()).dataset.away = ""; };
export const back = () => document.querySelector(".act [data-away]")?.remove();

window.addEventListener("online", back);
