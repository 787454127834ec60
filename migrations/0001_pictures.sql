-- Pictures and what was found out about them. Times are milliseconds since 1970.

CREATE TABLE images (
    id           TEXT PRIMARY KEY,
    hash         TEXT NOT NULL CHECK (length(hash) = 64),   -- names the file
    name         TEXT NOT NULL,                             -- as given, for people only
    format       TEXT NOT NULL,
    width        INTEGER NOT NULL CHECK (width > 0),
    height       INTEGER NOT NULL CHECK (height > 0),
    bytes        INTEGER NOT NULL CHECK (bytes >= 0),
    header       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(header)),
    notes        TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes)),
    source       TEXT NOT NULL CHECK (source IN ('upload', 'sample', 'compressed')),
    reference_id TEXT REFERENCES images (id) ON DELETE SET NULL,
    owner        TEXT NOT NULL,
    share        TEXT UNIQUE,                               -- the secret of its share link
    created      INTEGER NOT NULL,
    expires      INTEGER
) STRICT;

CREATE INDEX images_hash ON images (hash);
CREATE INDEX images_reference ON images (reference_id) WHERE reference_id IS NOT NULL;
CREATE INDEX images_owner ON images (owner, created);
CREATE INDEX images_expires ON images (expires) WHERE expires IS NOT NULL;

CREATE TABLE predictions (
    image_id   TEXT NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    model      TEXT NOT NULL,
    model_hash TEXT NOT NULL,
    posterior  TEXT NOT NULL CHECK (json_valid(posterior)),
    seconds    REAL NOT NULL,
    created    INTEGER NOT NULL,
    PRIMARY KEY (image_id, model_hash)
) STRICT, WITHOUT ROWID;
