using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>The known replays.</summary>
internal static class OracleReplays
{
    private static readonly Comparer<Text> s_byBytes = Comparer<Text>.Create((a, b) => a.Span.SequenceCompareTo(b.Span));

    internal static List<OracleReplay> Known(IReadOnlyList<IFact> facts, List<OracleEvent> alive, Timestamp now, int defaultDays)
    {
        var ids = new HashSet<ReplayId>();
        ids.UnionWith(facts.OfType<SegmentFact>().Select(fact => fact.ReplayId));
        ids.UnionWith(facts.OfType<EventLinkFact>().Select(fact => fact.ReplayId));
        ids.UnionWith(facts.OfType<ReplayDeleteFact>().Select(fact => fact.ReplayId));
        ids.UnionWith(alive.Select(e => e.Fact.ReplayId).Where(id => !id.IsNone));
        return ids.Select(id => Of(id, facts, alive, now, defaultDays)).Where(replay => replay.Fate is not null).ToList();
    }

    /// <summary>
    /// Merges versions of one segment: each field is that of the latest version or, at equal times, the greatest value.
    /// </summary>
    private static SegmentFact Merged(IEnumerable<SegmentFact> versions)
    {
        List<SegmentFact> all = versions.ToList();
        List<SegmentFact> latest = all.Where(version => version.Timestamp == all.Max(other => other.Timestamp)).ToList();
        SegmentFact user = latest.OrderByDescending(v => OracleEvent.TextOf(v.UserId), StringComparer.Ordinal)
            .ThenByDescending(v => OracleEvent.TextOf(v.UserName), StringComparer.Ordinal)
            .ThenByDescending(v => OracleEvent.TextOf(v.UserEmail), StringComparer.Ordinal)
            .ThenByDescending(v => OracleEvent.TextOf(v.UserIp), StringComparer.Ordinal)
            .First();
        return latest[0] with
        {
            ReplayStart = latest.Max(version => version.ReplayStart),
            ProjectId = new(latest.Max(version => version.ProjectId.Value)),
            ReplayType = latest.Max(version => version.ReplayType),
            Environment = Greatest(latest.Select(version => version.Environment)),
            Release = Greatest(latest.Select(version => version.Release)),
            Platform = Greatest(latest.Select(version => version.Platform)),
            UserId = user.UserId,
            UserName = user.UserName,
            UserEmail = user.UserEmail,
            UserIp = user.UserIp,
            Urls = latest.Select(version => version.Urls ?? []).OrderDescending(Comparer<Text[]>.Create(Compare)).First(),
        };
    }

    private static SegmentFact MergedWithAllPages(IEnumerable<SegmentFact> versions) => Merged(versions) with
    {
        Urls = [.. versions.SelectMany(version => version.Urls ?? []).Distinct().Order(s_byBytes)],
    };

    private static Text Greatest(IEnumerable<Text> texts) =>
        texts.OrderDescending(s_byBytes).First();

    private static int Compare(Text[] a, Text[] b) => a.Zip(b, (x, y) => x.Span.SequenceCompareTo(y.Span))
        .Append(a.Length.CompareTo(b.Length)).FirstOrDefault(order => order != 0);

    internal static bool IsNumbered(SegmentFact segment) => segment.SegmentId != SegmentFact.NoSegment;

    private static OracleReplay Of(ReplayId id, IReadOnlyList<IFact> facts, List<OracleEvent> alive, Timestamp now, int defaultDays)
    {
        List<SegmentFact> rows = facts.OfType<SegmentFact>().Where(fact => fact.ReplayId == id).ToList();
        List<SegmentFact> versions = rows.Where(row => !row.IsArchived).ToList();
        List<SegmentFact> segments = versions.Where(IsNumbered)
            .GroupBy(version => version.SegmentId).OrderBy(group => group.Key).Select(Merged)
            .Concat(versions.Where(version => !IsNumbered(version))
                .GroupBy(version => version.Timestamp).OrderBy(group => group.Key).Select(MergedWithAllPages))
            .ToList();
        return new OracleReplay(
            id,
            segments,
            versions,
            facts.OfType<EventLinkFact>().Where(fact => fact.ReplayId == id).ToList(),
            rows.Where(row => row.IsArchived).Select(row => row.Timestamp).ToList(),
            facts.OfType<ReplayDeleteFact>().Any(delete => delete.ReplayId == id
                && (delete.ProjectId.IsNone || versions.Any(version => version.ProjectId == delete.ProjectId))),
            segments.Count > 0 && versions.All(s => OracleEvents.ExpiryOf(s.Timestamp, s.RetentionDays, defaultDays) <= now),
            alive.Any(e => e.Fact.ReplayId == id));
    }
}
