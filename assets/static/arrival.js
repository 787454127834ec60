// A picture that has come is opened, and restored at once where that is wanted, which this browser remembers.
import { keep, kept } from "./kept.js";

const KEPT = "uncodec.at-once";

export const atOnce = () => kept(KEPT) !== "off";

export const keepAtOnce = (on) => keep(KEPT, on ? "on" : "off");

// openPicture leaves this page for a picture's.
export const openPicture = (id, begins = atOnce()) => location.assign(`/images/${id}${begins ? "?begin" : ""}`);
