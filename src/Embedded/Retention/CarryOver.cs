using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Retention;

/// <summary>
/// Drops the journal's oldest segments once all their events and segments have expired. The rare facts in them (merges, deletions)
/// still rule what came later, so they are appended anew before.
/// </summary>
internal static class CarryOver
{
    // What is carried over is not carried again by the next sweep, were it all that is left.
    private static readonly TimeSpan _rest = TimeSpan.FromDays(1);

    /// <summary>Drops what has expired; returns the bytes of disk that were freed.</summary>
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

    // Older than the longest retention, a rare fact can have nothing left to speak of.
    private sealed class RareFacts(Timestamp now) : IFactVisitor
    {
        internal FactBatch Batch { get; } = new();

        public void Visit(in EventFact fact)
        {
            // Expired.
        }

        public void Visit(in SegmentFact fact)
        {
            // Expired, unless it archives a replay: that is for good.
            if (fact.IsArchived && Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        public void Visit(in EventLinkFact fact)
        {
            // Expired.
        }

        public void Visit(in IssueMergeFact fact)
        {
            if (Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        public void Visit(in IssueUnmergeFact fact)
        {
            if (Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        public void Visit(in IssueDeleteFact fact)
        {
            if (Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        public void Visit(in EventDeleteFact fact)
        {
            if (Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        public void Visit(in EventMoveFact fact)
        {
            if (Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        public void Visit(in ReplayDeleteFact fact)
        {
            if (Matters(fact))
            {
                Batch.Add(fact);
            }
        }

        private bool Matters<T>(in T fact)
            where T : struct, IFact => fact.Timestamp.Plus(TimeSpan.FromDays(Limits.RetentionDays)) > now;
    }
}
