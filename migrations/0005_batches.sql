-- Pictures that came together and are restored alike.
CREATE TABLE batches (
    id        TEXT PRIMARY KEY,
    owner     TEXT NOT NULL,
    model     TEXT NOT NULL,
    condition TEXT NOT NULL CHECK (json_valid(condition)),    -- as it was asked for
    stopped   INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
    created   INTEGER NOT NULL,
    expires   INTEGER
) STRICT;

CREATE INDEX batches_owner ON batches (owner, created);
CREATE INDEX batches_expires ON batches (expires) WHERE expires IS NOT NULL;

-- Its files, in the order in which they came. One that could not be taken has a reason and
-- no picture; one that waits for room in the queue has a picture and no restoration yet.
CREATE TABLE batch_files (
    id             INTEGER PRIMARY KEY,
    batch_id       TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    name           TEXT NOT NULL,
    image_id       TEXT REFERENCES images (id) ON DELETE CASCADE,
    restoration_id TEXT REFERENCES restorations (id) ON DELETE CASCADE,
    attempts       INTEGER NOT NULL DEFAULT 0,                -- at putting it into the queue
    error          TEXT NOT NULL DEFAULT '',
    CHECK (image_id IS NOT NULL OR error <> '')
) STRICT;

CREATE INDEX batch_files_batch ON batch_files (batch_id);
CREATE INDEX batch_files_image ON batch_files (image_id) WHERE image_id IS NOT NULL;
CREATE INDEX batch_files_restoration ON batch_files (restoration_id) WHERE restoration_id IS NOT NULL;
CREATE INDEX batch_files_waiting ON batch_files (id) WHERE image_id IS NOT NULL AND restoration_id IS NULL AND error = '';
