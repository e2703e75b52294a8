-- Orleans asks this table which statement does what. The names of the statements, their parameters and the columns of their answers
-- are fixed by Orleans' AdoNet packages; the tables behind them are ours.
CREATE TABLE replaygraph.orleansquery (
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

-- The version of a cluster's membership. Whoever changes the members moves it on from the version that was read, so that of two
-- changes at once one loses, reads anew and decides again: the row's lock puts them in order.
CREATE TABLE replaygraph.clusters (
    cluster_id text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- Every start of a silo is a member of its own: the generation tells it from the one that had its address before.
CREATE TABLE replaygraph.silos (
    cluster_id text NOT NULL REFERENCES replaygraph.clusters,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspected_by text,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

INSERT INTO replaygraph.orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $query$
    WITH made AS (
        INSERT INTO replaygraph.clusters (cluster_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING cluster_id
    )
    SELECT EXISTS (SELECT FROM made)
$query$),
('InsertMembershipKey', $query$
    WITH moved AS (
        UPDATE replaygraph.clusters SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM replaygraph.silos
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id
    ), joined AS (
        INSERT INTO replaygraph.silos (
            cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
        SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM moved
        RETURNING cluster_id
    )
    SELECT EXISTS (SELECT FROM joined)
$query$),
('UpdateMembershipKey', $query$
    WITH moved AS (
        UPDATE replaygraph.clusters SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM replaygraph.silos
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id
    ), changed AS (
        UPDATE replaygraph.silos SET status = @Status, suspected_by = @SuspectTimes, alive_at = @IAmAliveTime
        FROM moved
        WHERE silos.cluster_id = moved.cluster_id AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING silos.cluster_id
    )
    SELECT EXISTS (SELECT FROM changed)
$query$),
('UpdateIAmAlivetimeKey', $query$
    UPDATE replaygraph.silos SET alive_at = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),
('MembershipReadAllKey', $query$
    SELECT
        address, port, generation, silo_name AS siloname, host_name AS hostname, status, gateway_port AS proxyport,
        suspected_by AS suspecttimes, started_at AS starttime, alive_at AS iamalivetime, version
    FROM replaygraph.clusters LEFT JOIN replaygraph.silos USING (cluster_id)
    WHERE cluster_id = @DeploymentId
$query$),
('MembershipReadRowKey', $query$
    SELECT
        address, port, generation, silo_name AS siloname, host_name AS hostname, status, gateway_port AS proxyport,
        suspected_by AS suspecttimes, started_at AS starttime, alive_at AS iamalivetime, version
    FROM replaygraph.clusters LEFT JOIN replaygraph.silos
        ON silos.cluster_id = clusters.cluster_id AND address = @Address AND port = @Port AND generation = @Generation
    WHERE clusters.cluster_id = @DeploymentId
$query$),
('GatewaysQueryKey', $query$
    SELECT address, gateway_port AS proxyport, generation
    FROM replaygraph.silos
    WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$query$),
-- 3 is a silo that is active: it may be late, and is never forgotten.
('CleanupDefunctSiloEntriesKey', $query$
    DELETE FROM replaygraph.silos WHERE cluster_id = @DeploymentId AND status <> 3 AND alive_at < @IAmAliveTime
$query$),
('DeleteMembershipTableEntriesKey', $query$
    WITH gone AS (DELETE FROM replaygraph.silos WHERE cluster_id = @DeploymentId)
    DELETE FROM replaygraph.clusters WHERE cluster_id = @DeploymentId
$query$);
