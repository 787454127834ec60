-- Of how many mirrored or turned views a restoration is the mean.
ALTER TABLE restorations ADD COLUMN views INTEGER NOT NULL DEFAULT 1;
ALTER TABLE batches ADD COLUMN views INTEGER NOT NULL DEFAULT 1;
