// The two pictures on the stage, each in a layer of its own, and a live preview over the restored one.
import { decoded } from "./pictures.js";
import { PictureStage } from "./viewer_stage.js";

// PictureLayers is a stage with its layers before and after, null while there is no restoration. What extends it says
// what is shown: tell() is called once that has changed.
export class PictureLayers extends PictureStage {
  connectedCallback() {
    super.connectedCallback();
    this.before = this.querySelector(".before");
    this.after = this.querySelector(".after");
  }

  // sharpen fetches the full pixels of a picture that was shown smaller, once they can be seen, as under the loupe.
  async sharpen() {
    for (const name of ["before", "after"]) {
      const layer = this[name], full = this.dataset[name]; // as it is by then: the other may have been long on its way
      const img = layer?.querySelector("img:not(.live)");
      if (!img || !full || img.dataset.full || img.getAttribute("src") === full) continue;
      const dense = this.magnifies ? Infinity : this.drawn.w * window.devicePixelRatio;
      if (!img.naturalWidth || dense <= img.naturalWidth * 1.1) continue;
      img.dataset.full = "asked";
      const better = await decoded(full);
      if (!better) delete img.dataset.full; // the next look asks again
      else if (layer.contains(img)) this.put(layer, better, img.alt, img.dataset.testid);
    }
  }

  // put shows a picture that was loaded, in the place of the one in its layer: it is loaded once.
  put(layer, img, alt, testid) {
    Object.assign(img, { width: this.size.w, height: this.size.h, alt });
    img.dataset.testid = testid;
    const old = layer.querySelector("img:not(.live)");
    if (old) old.replaceWith(img); else layer.prepend(img);
  }

  layer() {
    if (this.after) return this.after;
    this.after = document.createElement("figure");
    this.after.className = "layer after";
    this.canvas.append(this.after);
    this.layout();
    return this.after;
  }

  // setAfter puts a restoration in; the old one stays until the new one is decoded. It returns whether that could be had.
  async setAfter(src, full) {
    this.awaited = src;
    const img = await decoded(src);
    if (this.awaited !== src) return true; // another was asked for meanwhile
    if (!img) return false;
    const layer = this.layer();
    this.put(layer, img, this.dataset.altAfter, "after");
    this.dataset.after = full;
    this.clearLive();
    this.layout();
    return true;
  }

  // showLive lays a preview over the restored side.
  showLive(img, at) {
    const layer = this.layer();
    const part = (v, of) => `${(100 * v) / of}%`;
    img.className = "live";
    img.alt = "";
    Object.assign(img.style, {
      left: part(at.x, this.size.w), top: part(at.y, this.size.h),
      width: part(at.width, this.size.w), height: part(at.height, this.size.h),
    });
    layer.querySelector(".live")?.remove();
    layer.append(img);
    this.tell();
  }

  clearLive() {
    this.after?.querySelector(".live")?.remove();
    this.tell();
  }
}
