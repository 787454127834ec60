-- How often an experiment was started: what ran at two crashes may be their cause.
ALTER TABLE experiments ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
