// say puts a text where a screen reader hears of it, anew, so that it is said each time.
export function say(place, text) {
  place.textContent = "";
  if (text) setTimeout(() => { place.textContent = text; });
}

// announce tells of what has come to its end, or cannot go on, from a place that no part of the page takes along.
export const announce = (text) => say(document.querySelector("#said"), text);
