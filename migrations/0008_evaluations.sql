-- An evaluation has no picture to go with, and so a time of its own; NULL for never.
ALTER TABLE experiments ADD COLUMN expires INTEGER;
