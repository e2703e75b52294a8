-- What grains want to be woken for, whichever silo they are on by then.
CREATE TABLE replaygraph.reminders (
    service_id text NOT NULL,
    grain_id text NOT NULL,
    name text NOT NULL,
    starts_at timestamptz NOT NULL,
    period_ms bigint NOT NULL,
    grain_hash integer NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (service_id, grain_id, name)
);

CREATE INDEX reminders_by_hash ON replaygraph.reminders (service_id, grain_hash);

INSERT INTO replaygraph.orleansquery (querykey, querytext) VALUES
('UpsertReminderRowKey', $query$
    INSERT INTO replaygraph.reminders (service_id, grain_id, name, starts_at, period_ms, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (service_id, grain_id, name) DO UPDATE SET
        starts_at = excluded.starts_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = reminders.version + 1
    RETURNING version
$query$),
('ReadReminderRowKey', $query$
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period_ms AS period, version
    FROM replaygraph.reminders WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$query$),
('ReadReminderRowsKey', $query$
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period_ms AS period, version
    FROM replaygraph.reminders WHERE service_id = @ServiceId AND grain_id = @GrainId
$query$),
-- A silo's share of the ring of hashes, without its beginning and with its end. The second is of a share that the ring's seam lies in.
('ReadRangeRows1Key', $query$
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period_ms AS period, version
    FROM replaygraph.reminders WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),
('ReadRangeRows2Key', $query$
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period_ms AS period, version
    FROM replaygraph.reminders WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),
('DeleteReminderRowKey', $query$
    WITH gone AS (
        DELETE FROM replaygraph.reminders
        WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
        RETURNING version
    )
    SELECT EXISTS (SELECT FROM gone)
$query$),
('DeleteReminderRowsKey', $query$
    DELETE FROM replaygraph.reminders WHERE service_id = @ServiceId
$query$);
