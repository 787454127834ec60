"""P-Net and R-Net (Eqs. 1-4 of the paper) as PyTorch modules."""
