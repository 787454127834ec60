-- A restoration's row is small, but for what was painted, which takes of its owner's room as files do.
CREATE INDEX restorations_painted ON restorations (owner, length(condition)) WHERE length(condition) >= 1024;
