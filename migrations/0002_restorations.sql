-- Restorations are the jobs, too: a row is written before the work begins.

CREATE TABLE restorations (
    id          TEXT PRIMARY KEY,
    image_id    TEXT NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    model       TEXT NOT NULL,
    model_hash  TEXT NOT NULL,
    condition   TEXT NOT NULL CHECK (json_valid(condition)),
    mode        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    tiles_done  INTEGER NOT NULL DEFAULT 0,
    tiles       INTEGER NOT NULL DEFAULT 0,
    progress    REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    attempts    INTEGER NOT NULL DEFAULT 0,
    measures    TEXT CHECK (json_valid(measures)),
    consistency REAL,
    timings     TEXT CHECK (json_valid(timings)),
    result_hash TEXT CHECK (length(result_hash) = 64),      -- names the file
    error       TEXT NOT NULL DEFAULT '',
    created     INTEGER NOT NULL,
    started     INTEGER,
    finished    INTEGER,
    CHECK ((state = 'done') = (result_hash IS NOT NULL))
) STRICT;

CREATE INDEX restorations_image ON restorations (image_id, created);
CREATE INDEX restorations_state ON restorations (state);
CREATE INDEX restorations_result ON restorations (result_hash) WHERE result_hash IS NOT NULL;

-- Who is served next. Owners take turns: everybody's first waiting job comes
-- before anybody's second; within a turn come those with the fewest jobs
-- running, then those who were served longest ago, then the oldest job.
CREATE VIEW queue AS
WITH waiting AS (
    SELECT r.id, i.owner, r.created, r.rowid AS entry,
           row_number() OVER (PARTITION BY i.owner ORDER BY r.created, r.rowid) AS turn
    FROM restorations r JOIN images i ON i.id = r.image_id
    WHERE r.state = 'queued'
), service AS (
    SELECT i.owner, max(coalesce(r.started, 0)) AS last, sum(r.state = 'running') AS running
    FROM (SELECT DISTINCT owner FROM waiting) w
    CROSS JOIN images i ON i.owner = w.owner        -- CROSS: in this order, by the indexes
    CROSS JOIN restorations r ON r.image_id = i.id
    GROUP BY i.owner
)
SELECT w.id, w.owner,
       row_number() OVER (ORDER BY w.turn, s.running, s.last, w.created, w.entry) AS place
FROM waiting w JOIN service s USING (owner);
