-- An entry that another one replaced has no content. Its row stays until its period is dropped, so that its version is never free again:
-- a writer that is behind still conflicts.
ALTER TABLE replaygraph.node_log ALTER COLUMN entry DROP NOT NULL;
