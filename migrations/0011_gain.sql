-- What an experiment gains in PSNR: a sweep's best cell over its input, an evaluation in the mean over
-- its settings. It is kept beside the rows, which are long, so that sorting by it reads none of them.
-- NULL where nothing is measured against an original, or something measured is without error.
ALTER TABLE experiments ADD COLUMN gain REAL;

CREATE INDEX experiments_gain ON experiments (owner, kind, gain);

CREATE TRIGGER experiments_measured AFTER UPDATE OF rows ON experiments BEGIN
    UPDATE experiments SET gain = CASE kind
        WHEN 'sweep' THEN
            (SELECT max(value ->> '$.measures.psnr') FROM json_each(rows) WHERE value ->> '$.condition' LIKE '%:%')
            - (SELECT value ->> '$.measures.psnr' FROM json_each(rows) WHERE value ->> '$.condition' = 'input')
        ELSE
            (SELECT CASE WHEN count(gained) = count(*) THEN avg(gained) END
            FROM (SELECT value ->> '$.restored.psnr' - value ->> '$.input.psnr' AS gained FROM json_each(rows)))
        END
    WHERE id = NEW.id;
END;

CREATE TRIGGER experiments_kept AFTER INSERT ON experiments BEGIN
    UPDATE experiments SET rows = rows WHERE id = NEW.id;
END;

UPDATE experiments SET rows = rows; -- those that are here already
