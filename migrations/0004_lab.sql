-- What codecs of ours did to make a picture: jpeg:10, or jpeg:10>vvc:42; '' where they did nothing.
ALTER TABLE images ADD COLUMN setting TEXT NOT NULL DEFAULT '';
-- The bytes that the last of them spent, while the file may be the decoded picture.
ALTER TABLE images ADD COLUMN coded_bytes INTEGER NOT NULL DEFAULT 0 CHECK (coded_bytes >= 0);

-- A sweep is work: its row is written before that begins, and its rows grow.
ALTER TABLE experiments ADD COLUMN state TEXT NOT NULL DEFAULT 'done'
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled'));
ALTER TABLE experiments ADD COLUMN error TEXT NOT NULL DEFAULT '';

CREATE INDEX experiments_open ON experiments (created) WHERE state IN ('queued', 'running');
