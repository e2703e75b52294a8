using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Retention;

/// <summary>
/// Drops the journal's oldest segments once all their events and replay segments have expired. Merges, moves and deletions in them still
/// apply to later facts, so they are appended to the journal again first.
/// </summary>
internal static class CarryOver
{
    // The next sweep must not carry the same facts over again when nothing else is left.
    private static readonly TimeSpan _rest = TimeSpan.FromDays(1);

    /// <summary>Drops what has expired; returns the bytes of disk freed.</summary>
    internal static long Drop(JournalWriter journal, IStorage storage, string folder, Timestamp now)
    {
        IReadOnlyList<JournalSegment> expired = journal.FindExpired(now.Milliseconds);
        if (expired.Count == journal.Segments.Count)
        {
            journal.Roll();
        }

        long last = expired.Count == 0 ? 0 : expired[^1].Number;
        if (last == 0 || last == journal.End.Segment)
        {
            return 0;
        }

        List<JournalFrame> rare = Read(storage, folder, last, now);
        if (rare.Count > 0)
        {
            journal.Append(rare);
        }

        return journal.DropExpired(now.Milliseconds).Bytes;
    }

    private static List<JournalFrame> Read(IStorage storage, string folder, long lastSegment, Timestamp now)
    {
        Dictionary<string, RareFacts> found = [];
        using var reader = new JournalReader(storage, folder);
        while (reader.TryRead(out JournalEntry entry) && entry.Position.Segment <= lastSegment)
        {
            if (!found.TryGetValue(entry.Frame.Organization, out RareFacts? rare))
            {
                found[entry.Frame.Organization] = rare = new RareFacts(now);
            }

            FactBatch.Read(entry.Frame.Payload, rare);
        }

        return
        [
            .. found.Where(pair => pair.Value.Batch.Count > 0)
                .Select(pair => new JournalFrame(pair.Key, (uint)pair.Value.Batch.Count, now.Plus(_rest).Milliseconds, pair.Value.Batch.Bytes)),
        ];
    }

    // A merge, move or deletion older than the longest retention has no facts left to apply to.
    private sealed class RareFacts(Timestamp now) : IPartialFactVisitor
    {
        internal FactBatch Batch { get; } = new();

        // Segments expire, except those that archive a replay: an archived replay stays archived.
        public void Visit(in SegmentFact fact) => (fact.IsArchived ? BatchFor(fact) : null)?.Add(fact);

        public void Visit(in IssueMergeFact fact) => BatchFor(fact)?.Add(fact);

        public void Visit(in IssueUnmergeFact fact) => BatchFor(fact)?.Add(fact);

        public void Visit(in IssueDeleteFact fact) => BatchFor(fact)?.Add(fact);

        public void Visit(in EventDeleteFact fact) => BatchFor(fact)?.Add(fact);

        public void Visit(in EventMoveFact fact) => BatchFor(fact)?.Add(fact);

        public void Visit(in ReplayDeleteFact fact) => BatchFor(fact)?.Add(fact);

        public void Other<T>(in T fact)
            where T : struct, IFact
        {
            // Events and event links expire.
        }

        private FactBatch? BatchFor<T>(in T fact)
            where T : struct, IFact => fact.Timestamp.Plus(TimeSpan.FromDays(Limits.RetentionDays)) > now ? Batch : null;
    }
}
