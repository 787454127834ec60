"""The learned codecs: networks that compress, trained here, coded for real, exported for the product.

`plans` lists them, `networks` has their parts, `losses` what they are trained for, `train`
trains one, `entropy` codes symbols with rANS, `bitstream` is the coded file, `export` writes
the network file that the product runs, `measure` holds one against the published figures,
`bank` codes training patches with them.
"""
