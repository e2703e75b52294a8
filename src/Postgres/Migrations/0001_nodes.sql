-- Organizations have numbers in all other rows.
CREATE TABLE replaygraph.organizations (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE
);

-- What is written goes into the partitions of the latest period. A period is forgotten as a whole when expires_at, the greatest of
-- anything in it, has passed. 0 is what is kept. begun_at is null until a sweep has seen the period.
CREATE TABLE replaygraph.periods (
    number int PRIMARY KEY,
    begun_at timestamptz,
    expires_at timestamptz
);

-- The logs of nodes: what changed each, one entry for each write.
CREATE TABLE replaygraph.node_log (
    organization int NOT NULL,
    type smallint NOT NULL,
    node bytea NOT NULL,
    version bigint NOT NULL,
    period int NOT NULL,
    entry bytea NOT NULL,
    PRIMARY KEY (organization, type, node, version, period)
) PARTITION BY LIST (period);

-- Entries are compact already: trying to compress large ones costs more than it saves.
ALTER TABLE replaygraph.node_log ALTER COLUMN entry SET STORAGE EXTERNAL;

-- Where events are known. A place may be told twice. In this index, and in the key of replay_rows, what is asked for many at a time comes
-- first: only so does every plan use it, also one that was made while the table was empty.
CREATE TABLE replaygraph.event_places (
    organization int NOT NULL,
    event bytea NOT NULL,
    type smallint NOT NULL,
    node bytea NOT NULL,
    period int NOT NULL
) PARTITION BY LIST (period);

CREATE INDEX event_places_by_event ON replaygraph.event_places (event, organization);

-- Replays as lookups read them: one row each, replaced by one of a greater version.
CREATE TABLE replaygraph.replay_rows (
    organization int NOT NULL,
    replay bytea NOT NULL,
    version bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    row bytea NOT NULL,
    PRIMARY KEY (replay, organization)
);

CREATE INDEX replay_rows_by_expiry ON replaygraph.replay_rows (expires_at);

-- Begins a period. Its partitions are made beside the tables and attached, so that readers do not wait.
CREATE FUNCTION replaygraph.begin_period(next int, begins timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO replaygraph.periods (number, begun_at) VALUES (next, begins);
    EXECUTE format('CREATE TABLE replaygraph.node_log_%s (LIKE replaygraph.node_log INCLUDING ALL)', next);
    EXECUTE format('CREATE TABLE replaygraph.event_places_%s (LIKE replaygraph.event_places INCLUDING ALL)', next);
    EXECUTE format('ALTER TABLE replaygraph.node_log ATTACH PARTITION replaygraph.node_log_%s FOR VALUES IN (%s)', next, next);
    EXECUTE format('ALTER TABLE replaygraph.event_places ATTACH PARTITION replaygraph.event_places_%s FOR VALUES IN (%s)', next, next);
END
$$;

-- Forgets a period.
CREATE FUNCTION replaygraph.drop_period(gone int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM replaygraph.periods WHERE number = gone;
    EXECUTE format('DROP TABLE replaygraph.node_log_%s', gone);
    EXECUTE format('DROP TABLE replaygraph.event_places_%s', gone);
END
$$;

SELECT replaygraph.begin_period(0, NULL);
SELECT replaygraph.begin_period(1, NULL);
