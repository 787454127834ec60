-- What lists of everything filter and sort by.
ALTER TABLE restorations ADD COLUMN note TEXT NOT NULL DEFAULT '';     -- the owner's remark
ALTER TABLE restorations ADD COLUMN owner TEXT NOT NULL DEFAULT '';    -- the image's, which does not change
ALTER TABLE restorations ADD COLUMN codec TEXT NOT NULL DEFAULT '';    -- that weighs most in the condition
ALTER TABLE restorations ADD COLUMN psnr_gain REAL
    AS (json_extract(measures, '$.restored.psnr') - json_extract(measures, '$.input.psnr')) VIRTUAL;
ALTER TABLE restorations ADD COLUMN ssim_gain REAL
    AS (json_extract(measures, '$.restored.ssim') - json_extract(measures, '$.input.ssim')) VIRTUAL;
ALTER TABLE restorations ADD COLUMN seconds REAL AS (json_extract(timings, '$.seconds')) VIRTUAL;

UPDATE restorations SET
    owner = (SELECT owner FROM images WHERE id = image_id),
    codec = coalesce((SELECT key FROM json_each(condition, '$.taken.codec') ORDER BY value DESC, key LIMIT 1), '');

-- The first holds all that is filtered by, so that counting reads nothing else.
CREATE INDEX restorations_owner ON restorations (owner, created, state, model, codec, mode);
CREATE INDEX restorations_psnr ON restorations (owner, psnr_gain);
CREATE INDEX restorations_ssim ON restorations (owner, ssim_gain);
CREATE INDEX restorations_consistency ON restorations (owner, consistency);
CREATE INDEX restorations_seconds ON restorations (owner, seconds);
