-- An evaluation has no picture to go with, and so a time of its own; NULL for never.
ALTER TABLE experiments ADD COLUMN expires INTEGER;

-- Of a picture that is deleted nothing stays: its name goes, the figures are of all together.
CREATE TRIGGER images_forget AFTER DELETE ON images BEGIN
    UPDATE experiments SET grid = json_set(grid, '$.pictures', json((
        SELECT json_group_array(json(CASE WHEN value ->> '$.image' = OLD.id THEN json_set(value, '$.name', '') ELSE value END))
        FROM json_each(grid, '$.pictures'))))
    WHERE kind = 'evaluation' AND instr(grid, OLD.id) > 0;
END;
