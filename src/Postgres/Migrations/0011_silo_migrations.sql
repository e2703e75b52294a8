-- migration: expand
-- The last migration that the program of a silo knows. Null for one of a program before this migration.
ALTER TABLE replaygraph.silos ADD COLUMN knows int;
