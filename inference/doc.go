// Package inference runs Uncodec's networks: P-Net, which says what compressed a
// picture, and R-Net, which repairs it under that condition.
//
// A model is three ONNX files in one folder. What it knows (its codecs, their
// levels, the stride and the tiles it wants) comes from the files' metadata; this
// package has no list of its own. Pictures come and go as *image.NRGBA. Where a model's
// networks run is a Backend: this process, or a server.
package inference
