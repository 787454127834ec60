// What was not taken is told above the button that restores. A job under way stays beside it.

// refuse shows why a restoration was not taken, in the server's words.
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
}

// unreachable says that the studio does not answer.
export const unreachable = () => document.querySelector("#job").dataset.unreachable;
