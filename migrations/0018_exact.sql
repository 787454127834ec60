-- A sweep's gain, as 0011 keeps it, is NULL too where one of its cells is without error: max() passes over that cell.
DROP TRIGGER experiments_measured;
CREATE TRIGGER experiments_measured AFTER UPDATE OF rows ON experiments BEGIN
    UPDATE experiments SET gain = CASE kind
        WHEN 'sweep' THEN
            (SELECT CASE WHEN count(psnr) = count(*) THEN max(psnr) END
            FROM (SELECT value ->> '$.measures.psnr' AS psnr FROM json_each(rows) WHERE value ->> '$.condition' LIKE '%:%'))
            - (SELECT value ->> '$.measures.psnr' FROM json_each(rows) WHERE value ->> '$.condition' = 'input')
        ELSE
            (SELECT CASE WHEN count(gained) = count(*) THEN avg(gained) END
            FROM (SELECT value ->> '$.restored.psnr' - value ->> '$.input.psnr' AS gained FROM json_each(rows)))
        END
    WHERE id = NEW.id;
END;

UPDATE experiments SET rows = rows WHERE kind = 'sweep'; -- those that are here already
