// What has come to its end, or cannot go on, is told to those who do not see it, from a place that no part of the page takes
// along.
export function announce(text) {
  const said = document.querySelector("#said");
  said.textContent = "";
  if (text) setTimeout(() => { said.textContent = text; }); // anew, so that it is said each time
}
