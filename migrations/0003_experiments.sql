CREATE TABLE experiments (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL CHECK (kind IN ('sweep', 'evaluation')),
    image_id TEXT REFERENCES images (id) ON DELETE CASCADE,   -- a sweep's picture
    owner    TEXT NOT NULL,
    grid     TEXT NOT NULL CHECK (json_valid(grid)),
    rows     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rows)),
    note     TEXT NOT NULL DEFAULT '',
    created  INTEGER NOT NULL
) STRICT;

CREATE INDEX experiments_owner ON experiments (owner, created);
CREATE INDEX experiments_image ON experiments (image_id) WHERE image_id IS NOT NULL;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
