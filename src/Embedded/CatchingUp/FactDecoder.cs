using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>
/// Reads and decodes the frames of a journal. Needs no node but the names, so it can run ahead of the applier, on another thread.
/// </summary>
/// <param name="reader">The journal.</param>
/// <param name="applierOf">The applier of an organization, which it adds if there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class FactDecoder(JournalReader reader, Func<OrganizationId, Applier> applierOf, TimeProvider time) : IFactVisitor, IDisposable
{
    private RecentMentions _mentions = new();
    private RecentTitles _titles = new();
    private string? _organization;
    private Applier? _applier;
    private Expiry _expiry;
    private ReadOnlyMemory<byte> _left;
    private DecodedFacts _to = new();

    /// <summary>Decodes facts of one organization: those of one frame, or as many as there is room for.</summary>
    /// <returns>False at the end of the journal.</returns>
    internal bool TryDecode(DecodedFacts to, bool manyFrames)
    {
        _to = to;
        to.Clear();
        do
        {
            if (_left.IsEmpty && !TryReadFrame(to))
            {
                break;
            }

            if (to.Applier is not null && to.Applier != _applier)
            {
                break;
            }

            to.Applier = _applier;
            Decode();
        }
        while (manyFrames && !to.IsFull);

        return to.Applier is not null;
    }

    public void Dispose() => reader.Dispose();

    // An expired event is only counted, and its names are not kept.
    public void Visit(in EventFact fact)
    {
        if (Arrival.HasExpired(fact, _expiry))
        {
            _to.Rest.Add(fact);
        }
        else
        {
            Observation observation = Observation.Of(fact, _applier!.Names);
            _to.Add(observation, _mentions.MayAdd(observation));
            if (_titles.Find(fact) is { } title)
            {
                _to.Titles.Add(title);
            }
        }
    }

    public void Visit(in SegmentFact fact) => _to.Rest.Add(fact);

    public void Visit(in EventLinkFact fact) => _to.Rest.Add(fact);

    public void Visit(in IssueMergeFact fact) => _to.Rest.Add(fact);

    public void Visit(in IssueUnmergeFact fact) => _to.Rest.Add(fact);

    public void Visit(in IssueDeleteFact fact) => _to.Rest.Add(fact);

    public void Visit(in EventDeleteFact fact) => _to.Rest.Add(fact);

    public void Visit(in EventMoveFact fact) => _to.Rest.Add(fact);

    public void Visit(in ReplayDeleteFact fact) => _to.Rest.Add(fact);

    private bool TryReadFrame(DecodedFacts to)
    {
        if (!reader.TryRead(out JournalEntry entry))
        {
            return false;
        }

        if (_organization != entry.Frame.Organization)
        {
            _organization = entry.Frame.Organization;
            _applier = applierOf(OrganizationId.Parse(_organization));
            (_mentions, _titles) = (new(), new());
        }

        _left = entry.Frame.Payload;
        _expiry = _applier!.ExpiryAt(Timestamp.From(time.GetUtcNow()));
        to.Facts += entry.Frame.Count;
        to.Bytes += entry.Next.Offset - entry.Position.Offset;
        return true;
    }

    private void Decode()
    {
        var from = new FactReader(_left);
        while (!from.AtEnd && !_to.IsFull)
        {
            FactBatch.ReadOne(ref from, this);
        }

        _left = _left[from.At..];
    }
}
