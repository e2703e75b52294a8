-- Until when a silo may answer from what it caches of other silos' nodes. Null for one of a program before this migration: it does not know
-- that a lease can be revoked.
ALTER TABLE replaygraph.silos ADD COLUMN fresh_until timestamptz;

-- How often that was revoked, and how often it had been when the silo last renewed its lease.
ALTER TABLE replaygraph.silos ADD COLUMN revocations bigint NOT NULL DEFAULT 0;
ALTER TABLE replaygraph.silos ADD COLUMN seen_revocations bigint NOT NULL DEFAULT 0;

-- Renews a silo's lease. Returns how often it was revoked, so that the silo clears its cache if it has missed something; null once it was
-- declared dead.
CREATE FUNCTION replaygraph.renew_lease(
    of_cluster text, of_address text, of_port int, of_generation int, length interval, fresh interval) RETURNS bigint
LANGUAGE sql AS $$
    UPDATE replaygraph.silos
    SET lease_until = clock_timestamp() + length, fresh_until = clock_timestamp() + fresh, seen_revocations = revocations
    WHERE cluster_id = of_cluster AND address = of_address AND port = of_port AND generation = of_generation AND status <> 6
    RETURNING revocations
$$;

-- Revokes a silo's lease, and returns how long it may still answer from its cache. When it renews the lease after that, it clears the cache
-- first. A lease that was revoked since its last renewal is only read, since a declaration of death locks its row. Null: the silo is dead, or
-- does not know revocations. Two statements, so that the second sees what happened while the first waited.
CREATE FUNCTION replaygraph.revoke_lease(of_cluster text, of_address text, of_port int, of_generation int) RETURNS interval
LANGUAGE plpgsql AS $$
DECLARE
    remaining interval;
BEGIN
    SELECT fresh_until - clock_timestamp() INTO remaining FROM replaygraph.silos
    WHERE cluster_id = of_cluster AND address = of_address AND port = of_port AND generation = of_generation AND status <> 6
        AND revocations > seen_revocations;
    IF NOT FOUND THEN
        UPDATE replaygraph.silos SET revocations = seen_revocations + 1
        WHERE cluster_id = of_cluster AND address = of_address AND port = of_port AND generation = of_generation AND status <> 6
            AND fresh_until IS NOT NULL
        RETURNING fresh_until - clock_timestamp() INTO remaining;
    END IF;
    RETURN CASE WHEN remaining IS NOT NULL THEN greatest(remaining, interval '0') END;
END
$$;

-- A client leaves the gateways of silos that do not renew their leases, long before these are declared dead; unless all are late, as when
-- the database was away.
UPDATE replaygraph.orleansquery SET querytext = $query$
    WITH gateways AS (
        SELECT address, gateway_port AS proxyport, generation, coalesce(fresh_until >= clock_timestamp(), true) AS is_fresh
        FROM replaygraph.silos
        WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
    )
    SELECT address, proxyport, generation FROM gateways
    WHERE is_fresh OR NOT EXISTS (SELECT FROM gateways WHERE is_fresh)
$query$
WHERE querykey = 'GatewaysQueryKey';
