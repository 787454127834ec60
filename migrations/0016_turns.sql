-- When an experiment was last begun: owners take turns by it, as they do with restorations.
ALTER TABLE experiments ADD COLUMN started INTEGER;

CREATE INDEX experiments_started ON experiments (owner, kind, started);
