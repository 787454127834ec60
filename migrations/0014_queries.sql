-- Columns that may be NULL say so in their checks: json_valid(NULL) is 0 in SQLite before 3.41, whose
-- integrity check would call every row without measures a fault. Checks do not touch what is stored,
-- so the schema's text is changed in place (sqlite.org/lang_altertable.html); the indexes below make
-- every connection read it anew.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(sql,
    'CHECK (json_valid(measures))', 'CHECK (measures IS NULL OR json_valid(measures))'),
    'CHECK (json_valid(timings))', 'CHECK (timings IS NULL OR json_valid(timings))')
WHERE type = 'table' AND name = 'restorations';
PRAGMA writable_schema = RESET;

-- What is asked all the time reads few rows, however long the history is.
CREATE INDEX experiments_queued ON experiments (kind, created) WHERE state = 'queued';
CREATE INDEX experiments_expires ON experiments (expires) WHERE expires IS NOT NULL;
CREATE INDEX restorations_started ON restorations (owner, started);
CREATE INDEX images_made ON images (owner, created) WHERE setting <> '';
CREATE INDEX images_created ON images (created); -- where everybody sees everything

-- The order is as before: everybody's first waiting job comes before anybody's second; within a
-- turn come those with the fewest jobs running, then those who were served longest ago, then the
-- oldest job.
DROP VIEW queue;
CREATE VIEW queue AS
WITH waiting AS (
    SELECT id, owner, created, rowid AS entry, row_number() OVER (PARTITION BY owner ORDER BY created, rowid) AS turn
    FROM restorations WHERE state = 'queued'
), service AS (
    SELECT w.owner,
           coalesce((SELECT max(started) FROM restorations r WHERE r.owner = w.owner), 0) AS last,
           (SELECT count(*) FROM restorations r WHERE r.state = 'running' AND r.owner = w.owner) AS running
    FROM (SELECT DISTINCT owner FROM waiting) w
)
SELECT w.id, w.owner,
       row_number() OVER (ORDER BY w.turn, s.running, s.last, w.created, w.entry) AS place
FROM waiting w JOIN service s USING (owner);
