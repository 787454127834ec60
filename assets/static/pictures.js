// decoded loads a picture and waits until it can be shown without a blank frame; null
// if it cannot be had.
export async function decoded(src) {
  const img = new Image();
  img.src = src;
  try {
    await img.decode();
    return img;
  } catch {
    return null;
  }
}
