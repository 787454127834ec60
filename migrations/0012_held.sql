-- How far a restoration was held to what the JPEG that it comes from says of the original: 0…1.
ALTER TABLE restorations ADD COLUMN held REAL NOT NULL DEFAULT 0;
