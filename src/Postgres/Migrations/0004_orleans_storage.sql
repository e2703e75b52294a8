-- State of grains that is small and rare, a row for each; nodes keep their logs elsewhere. Orleans hands over hashes of the keys as
-- well, which an index of the keys themselves has no need of.
CREATE TABLE replaygraph.grain_states (
    service_id text NOT NULL,
    grain_type text NOT NULL,
    key_n0 bigint NOT NULL,
    key_n1 bigint NOT NULL,
    key_text text NOT NULL,
    version integer NOT NULL,
    changed_at timestamptz NOT NULL,
    payload bytea,
    PRIMARY KEY (service_id, grain_type, key_n0, key_n1, key_text)
);

-- A state is written over the version that was read: the first has none. No row in answer says that another write came first.
INSERT INTO replaygraph.orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', $query$
    SELECT payload AS payloadbinary, version
    FROM replaygraph.grain_states
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
        AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
$query$),
('WriteToStorageKey', $query$
    WITH made AS (
        INSERT INTO replaygraph.grain_states (service_id, grain_type, key_n0, key_n1, key_text, version, changed_at, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, now(), @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version
    ), changed AS (
        UPDATE replaygraph.grain_states SET version = version + 1, changed_at = now(), payload = @PayloadBinary
        WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
            AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
            AND version = @GrainStateVersion
        RETURNING version
    )
    SELECT version AS newgrainstateversion FROM made UNION ALL SELECT version FROM changed
$query$),
('ClearStorageKey', $query$
    UPDATE replaygraph.grain_states SET version = version + 1, changed_at = now(), payload = NULL
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
        AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version AS newgrainstateversion
$query$),
('DeleteStorageKey', $query$
    DELETE FROM replaygraph.grain_states
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString
        AND key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version + 1 AS newgrainstateversion
$query$);
