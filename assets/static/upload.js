// send uploads a file, with its reference if there is one, and resolves with the
// picture's facts. It fails with the server's words. fetch cannot tell how far an
// upload is, so this is the older interface.
export function send(file, reference, limit, progress, failed) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("file", file);
    if (reference) body.append("reference", reference);
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/images");
    request.responseType = "json";
    request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
    request.upload.onload = () => progress(1);
    request.onerror = () => reject(new Error(failed));
    request.onload = () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Error(request.response?.detail ?? failed));
    };
    request.send(body);
  });
}
