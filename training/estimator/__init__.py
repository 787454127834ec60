"""What a file's frequencies were before they were rounded: the estimators that restorations are held to their files by.

    python -m training.estimator.train --codec jpeg --shards a.tar,b.tar,runs/screens.tar

R-Net sees pixels. The file says of every frequency in which interval it lay, and which intervals those are tells how
far R-Net's own value is to be believed. An estimator is a perceptron of some hundred weights that is asked frequency
by frequency, one for each of JPEG, WebP, HEVC, AV1 and AVC; `codec/hold/estimator.go` computes the same.
"""
