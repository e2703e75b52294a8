-- migration: expand
-- An update that changes no indexed column stays in its page and adds no entry to any index (HOT), if the page has space. expires_at changes
-- with each segment, so the index for the sweep is of the day after it instead, which PostgreSQL computes, also for programs that do not know it.
DROP INDEX replaygraph.replay_rows_by_expiry;

ALTER TABLE replaygraph.replay_rows
    SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05),
    ADD COLUMN swept_on date GENERATED ALWAYS AS ((expires_at AT TIME ZONE 'UTC')::date + 1) STORED;

CREATE INDEX replay_rows_by_sweep ON replaygraph.replay_rows (swept_on);

-- The latest replays of a project, which replay_rows_by_start finds among those of all projects.
CREATE INDEX replay_rows_by_project ON replaygraph.replay_rows (organization, project, started_at DESC, replay) WHERE started_at IS NOT NULL;
