using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>Which replay ids there are, and what is known of each.</summary>
internal static class OracleReplays
{
    internal static List<OracleReplay> Known(IReadOnlyList<IFact> facts, List<OracleEvent> alive, Timestamp now, int defaultDays)
    {
        var ids = new HashSet<ReplayId>();
        ids.UnionWith(facts.OfType<SegmentFact>().Select(fact => fact.ReplayId));
        ids.UnionWith(facts.OfType<EventLinkFact>().Select(fact => fact.ReplayId));
        ids.UnionWith(facts.OfType<ReplayDeleteFact>().Select(fact => fact.ReplayId));
        ids.UnionWith(alive.Select(e => e.Fact.ReplayId).Where(id => !id.IsNone));
        return ids.Select(id => Of(id, facts, alive, now, defaultDays)).Where(replay => replay.Fate is not null).ToList();
    }

    /// <summary>Whether a beats b as the fact of one segment.</summary>
    internal static bool Beats(SegmentFact a, SegmentFact b)
    {
        int byTime = a.Timestamp.CompareTo(b.Timestamp);
        return byTime > 0 || (byTime == 0 && Batches.Compare(a, b) > 0);
    }

    private static OracleReplay Of(ReplayId id, IReadOnlyList<IFact> facts, List<OracleEvent> alive, Timestamp now, int defaultDays)
    {
        List<SegmentFact> rows = facts.OfType<SegmentFact>().Where(fact => fact.ReplayId == id).ToList();
        List<SegmentFact> versions = rows.Where(row => !row.IsArchived).ToList();
        versions.Sort((a, b) =>
        {
            int order = a.SegmentId.CompareTo(b.SegmentId);
            return order != 0 ? order : Beats(a, b) ? -1 : Beats(b, a) ? 1 : 0;
        });
        List<SegmentFact> segments = versions.DistinctBy(version => version.SegmentId).ToList();
        return new OracleReplay(
            id,
            segments,
            versions,
            facts.OfType<EventLinkFact>().Where(fact => fact.ReplayId == id).ToList(),
            rows.Where(row => row.IsArchived).Select(row => row.Timestamp).ToList(),
            facts.OfType<ReplayDeleteFact>().Any(delete => delete.ReplayId == id
                && (delete.ProjectId.IsNone || versions.Any(version => version.ProjectId == delete.ProjectId))),
            segments.Count > 0 && segments.All(s => OracleEvents.ExpiryOf(s.Timestamp, s.RetentionDays, defaultDays) <= now),
            alive.Any(e => e.Fact.ReplayId == id));
    }
}
