-- Fills the tables as imports leave them. Keys are spread like random ids; nine tenths are of organization 1, the rest of 999 others. A trace
-- or replay of a period has the entries of one import spread over it. Tables are unlogged, and get their indexes when they are full.
CREATE FUNCTION key_of(kind text, number bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT decode(md5(kind || number), 'hex') $$;

CREATE FUNCTION organization_of(number bigint) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN number % 10 > 0 THEN 1 ELSE 2 + number / 10 % 999 END::int $$;

-- Of the entries, 85 % are of traces with 5 each, 8 % of replays with 20, 7 % of issues with 100.
CREATE PROCEDURE fill_log(next int, entries bigint) LANGUAGE plpgsql AS $$
DECLARE
    first bigint := CASE next WHEN 1 THEN 0 ELSE (next - 1)::bigint << 32 END;
    traces bigint := entries * 85 / 500;
    replays bigint := entries * 8 / 2000;
    issues bigint := entries * 7 / 10000;
BEGIN
    EXECUTE format('DROP TABLE IF EXISTS replaygraph.node_log_%s', next);
    EXECUTE format('CREATE UNLOGGED TABLE replaygraph.node_log_%s (LIKE replaygraph.node_log INCLUDING DEFAULTS INCLUDING STORAGE)', next);
    EXECUTE format('INSERT INTO replaygraph.node_log_%1$s SELECT organization_of(n %% %2$s), 2, key_of(%3$L, n %% %2$s), %4$s + 1 + n / %2$s, '
        '%1$s, substring(decode(repeat(''0123456789abcdef'', 20), ''hex'') FOR 40 + (n %% 100)::int) FROM generate_series(0, 5 * %2$s - 1) AS n',
        next, traces, 't' || next || '/', first);
    EXECUTE format('INSERT INTO replaygraph.node_log_%1$s SELECT organization_of(%3$s + n %% %2$s), 5, key_of(''r'', %3$s + n %% %2$s), '
        '%4$s + 1 + n / %2$s, %1$s, decode(repeat(''0123456789abcdef'', 7), ''hex'') FROM generate_series(0, 20 * %2$s - 1) AS n',
        next, replays, (next - 1) * replays, first);
    EXECUTE format('INSERT INTO replaygraph.node_log_%1$s SELECT organization_of(n %% %2$s), 3, int8send(0) || int8send(n %% %2$s), '
        '%3$s + 1 + n / %2$s, %1$s, decode(repeat(''0123456789abcdef'', 22), ''hex'') FROM generate_series(0, 100 * %2$s - 1) AS n',
        next, issues, first);
    EXECUTE format('ALTER TABLE replaygraph.node_log_%s ADD PRIMARY KEY (organization, type, node, version, period)', next);
    EXECUTE format('ALTER TABLE replaygraph.node_log ATTACH PARTITION replaygraph.node_log_%1$s FOR VALUES IN (%1$s)', next);
END
$$;

CREATE PROCEDURE fill_places(next int, places bigint) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TABLE IF EXISTS replaygraph.event_places_%s', next);
    EXECUTE format('CREATE UNLOGGED TABLE replaygraph.event_places_%s (LIKE replaygraph.event_places)', next);
    EXECUTE format('INSERT INTO replaygraph.event_places_%1$s SELECT organization_of(n), key_of(%2$L, n), 2, key_of(%3$L, n / 5), %1$s '
        'FROM generate_series(0, %4$s - 1) AS n', next, 'e' || next || '/', 't' || next || '/', places);
    EXECUTE format('CREATE INDEX ON replaygraph.event_places_%s (event, organization)', next);
    EXECUTE format('ALTER TABLE replaygraph.event_places ATTACH PARTITION replaygraph.event_places_%1$s FOR VALUES IN (%1$s)', next);
END
$$;

-- 19 of 20 replays can be watched; they began in the last 90 days, in their order.
CREATE PROCEDURE fill_replays(from_row bigint, to_row bigint, all_rows bigint) LANGUAGE sql AS $$
    INSERT INTO replaygraph.replay_rows (organization, replay, version, expires_at, row, started_at, project)
    SELECT organization_of(n), key_of('r', n), 20, at + interval '90 days', decode(repeat('0123456789abcdef', 7), 'hex'),
        CASE WHEN n % 20 > 0 THEN at END, 1 + n / 20 % 20
    FROM (SELECT n, now() - interval '90 days' + (n::float8 / all_rows) * interval '90 days' AS at
        FROM generate_series(from_row, to_row - 1) AS n) AS numbered
$$;
