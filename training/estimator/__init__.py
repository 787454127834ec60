"""What a JPEG's frequencies were before they were rounded: the estimator that a restoration is held to its file by.

    python -m training.estimator.train --shards a.tar,b.tar,runs/screens.tar

R-Net sees pixels. The file says of every frequency in which interval it lay, and which intervals those are tells how
far R-Net's own value is to be believed. The estimator is a perceptron of some hundred weights that is asked frequency
by frequency; `codec/jpeg/estimator.go` computes the same.
"""
