"""Screen captures to train on, drawn by a browser: what is flat, sharp and written, as photographs are not."""
