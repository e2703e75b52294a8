-- migration: expand
-- The transaction that wrote an entry, so that a reader finds what was committed since it last read. PostgreSQL fills it in, also for programs
-- that do not know it; it is null for entries before this migration. Entries are in the order of their transactions, nearly, so a BRIN index
-- finds them: it has one entry for 128 pages, not one for each row. Partitions of later periods are created like this table.
ALTER TABLE replaygraph.node_log ADD COLUMN written_by bigint;

ALTER TABLE replaygraph.node_log ALTER COLUMN written_by SET DEFAULT pg_current_xact_id()::text::bigint;

CREATE INDEX node_log_by_writer ON replaygraph.node_log USING brin (written_by) WITH (autosummarize = on);
