-- Which pictures an evaluation goes over, so that to delete a picture reads those evaluations alone.
CREATE TABLE evaluated (
    image_id      TEXT NOT NULL,                              -- which may be gone
    experiment_id TEXT NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    PRIMARY KEY (image_id, experiment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evaluated_experiment ON evaluated (experiment_id);

CREATE TRIGGER experiments_evaluate AFTER INSERT ON experiments WHEN NEW.kind = 'evaluation' BEGIN
    INSERT OR IGNORE INTO evaluated
    SELECT value ->> '$.image', NEW.id FROM json_each(NEW.grid, '$.pictures') WHERE value ->> '$.image' IS NOT NULL;
END;

INSERT OR IGNORE INTO evaluated -- those that are here already
SELECT value ->> '$.image', e.id FROM experiments e, json_each(e.grid, '$.pictures')
WHERE e.kind = 'evaluation' AND value ->> '$.image' IS NOT NULL;

-- Of a picture that is deleted nothing stays: its name goes, the figures are of all together.
DROP TRIGGER images_forget;
CREATE TRIGGER images_forget AFTER DELETE ON images BEGIN
    UPDATE experiments SET grid = json_set(grid, '$.pictures', json((
        SELECT json_group_array(json(CASE WHEN value ->> '$.image' = OLD.id THEN json_set(value, '$.name', '') ELSE value END))
        FROM json_each(grid, '$.pictures'))))
    WHERE id IN (SELECT experiment_id FROM evaluated WHERE image_id = OLD.id);
    DELETE FROM evaluated WHERE image_id = OLD.id;
END;
