-- When a replay that can be watched started, and its project, to find the latest; the start is null for
-- all others.
ALTER TABLE replaygraph.replay_rows ADD COLUMN started_at timestamptz, ADD COLUMN project bigint;

CREATE INDEX replay_rows_by_start ON replaygraph.replay_rows (organization, started_at DESC, replay, project) WHERE started_at IS NOT NULL;

-- Rows begin with the fate (3: can be watched), then times and the project as numbers of 7 bits a byte, the lowest first.
CREATE FUNCTION replaygraph.number_at(bytes bytea, INOUT at int, OUT number bigint) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    shift int := 0;
BEGIN
    number := 0;
    LOOP
        number := number | ((get_byte(bytes, at) & 127)::bigint << shift);
        shift := shift + 7;
        at := at + 1;
        EXIT WHEN get_byte(bytes, at - 1) < 128;
    END LOOP;
END
$$;

UPDATE replaygraph.replay_rows SET started_at = to_timestamp(start.number / 1000.0), project = project_of.number
FROM replaygraph.replay_rows AS same
CROSS JOIN LATERAL replaygraph.number_at(same.row, 1) AS expiry
CROSS JOIN LATERAL replaygraph.number_at(same.row, expiry.at) AS project_of
CROSS JOIN LATERAL replaygraph.number_at(same.row, project_of.at) AS start
WHERE replay_rows.organization = same.organization AND replay_rows.replay = same.replay
    AND get_byte(same.row, 0) = 3 AND start.number > 1;

DROP FUNCTION replaygraph.number_at;
