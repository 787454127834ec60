-- How large a restoration's file is: it takes of its owner's room as pictures do. One that was
-- made before this was written down takes none.
ALTER TABLE restorations ADD COLUMN result_bytes INTEGER NOT NULL DEFAULT 0 CHECK (result_bytes >= 0);

-- All that adding up an owner's files reads of this table.
CREATE INDEX restorations_room ON restorations (owner, result_hash, result_bytes) WHERE result_hash IS NOT NULL;
