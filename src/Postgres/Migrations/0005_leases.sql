-- Until when a silo may speak for its nodes without asking. Null for one that does not ask: of a program before this migration.
ALTER TABLE replaygraph.silos ADD COLUMN lease_until timestamptz;

-- What a silo's commits hold shared until their end, and whoever declares it dead exclusively.
CREATE FUNCTION replaygraph.silo_lock(cluster_id text, address text, port int, generation int) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT hashtextextended(format('replaygraph silo %s %s %s %s', cluster_id, address, port, generation), 0)
$$;

-- Prolongs a silo's lease; false once it was declared dead. Whoever declares it dead holds its row meanwhile.
CREATE FUNCTION replaygraph.renew_lease(of_cluster text, of_address text, of_port int, of_generation int, length interval) RETURNS boolean
LANGUAGE sql AS $$
    WITH renewed AS (
        UPDATE replaygraph.silos SET lease_until = clock_timestamp() + length
        WHERE cluster_id = of_cluster AND address = of_address AND port = of_port AND generation = of_generation AND status <> 6
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM renewed)
$$;

-- Lets a commit of a silo pass that is not dead: it cannot be declared so before the commit's end. Two statements, so that the second sees
-- what happened while the first waited.
CREATE FUNCTION replaygraph.demand_member(of_cluster text, of_address text, of_port int, of_generation int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(replaygraph.silo_lock(of_cluster, of_address, of_port, of_generation));
    PERFORM FROM replaygraph.silos
    WHERE cluster_id = of_cluster AND address = of_address AND port = of_port AND generation = of_generation AND status <> 6;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the silo at %:% was declared dead, and writes no more', of_address, of_port USING ERRCODE = 'RG001';
    END IF;
END
$$;

-- A silo is dead (6) when this commits, not before. By then its lease has run out, so it answers nobody from memory, and it commits
-- nothing any more: what it had not finished comes to nothing, also where it is paused or cut off in the middle.
CREATE FUNCTION replaygraph.declare_dead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key bigint := replaygraph.silo_lock(OLD.cluster_id, OLD.address, OLD.port, OLD.generation);
BEGIN
    PERFORM pg_sleep(greatest(0, extract(epoch FROM OLD.lease_until - clock_timestamp())));
    PERFORM pg_terminate_backend(pid, 1000) FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND mode = 'ShareLock' AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (classid::bigint << 32) | objid::bigint = key;
    PERFORM pg_advisory_xact_lock(key);
    RETURN NEW;
END
$$;

CREATE TRIGGER declare_dead BEFORE UPDATE ON replaygraph.silos
FOR EACH ROW WHEN (NEW.status = 6 AND OLD.status <> 6) EXECUTE FUNCTION replaygraph.declare_dead();
