-- The colour profile of a file where only decoding finds that; NULL where the file tells.
ALTER TABLE images ADD COLUMN profile BLOB;
