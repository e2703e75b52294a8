-- Orleans 10.4 takes it for a fault if a silo vanishes from the membership that was not declared dead: only the dead (6) are forgotten,
-- and not while a vote against them still stands.
UPDATE replaygraph.orleansquery SET querytext = $query$
    DELETE FROM replaygraph.silos
    WHERE cluster_id = @DeploymentId AND status = 6 AND alive_at < @IAmAliveTime AND started_at < @IAmAliveTime
        AND coalesce(suspected_by, '') = ''
$query$
WHERE querykey = 'CleanupDefunctSiloEntriesKey';

-- One silo, if its row is still the one that was read.
INSERT INTO replaygraph.orleansquery (querykey, querytext) VALUES
('CleanupDefunctSiloEntryKey', $query$
    DELETE FROM replaygraph.silos
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
        AND alive_at = @IAmAliveTime AND started_at = @StartTime AND coalesce(suspected_by, '') = coalesce(@SuspectTimes, '')
$query$);
