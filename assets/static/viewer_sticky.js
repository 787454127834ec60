// On a small screen the picture stays in sight, smaller, while the condition's controls are on it:
// what they do can be seen. Its place keeps its height, so that nothing else moves.
export function stickViewer(root) {
  const view = root.querySelector("#viewer"), place = view.querySelector(".place"), controls = root.querySelector(".controls");
  if (!controls) return;
  const seen = new Map();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen.set(target, isIntersecting);
    view.classList.toggle("is-small", seen.get(controls) && !seen.get(place));
  }, { rootMargin: "-30% 0px 0px" }); // below where it then stands
  watch.observe(place);
  watch.observe(controls);
}
