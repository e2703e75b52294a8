using ReplayGraph.Facts;

namespace ReplayGraph.Traces;

/// <summary>An event as its trace (or, without one, its own node) holds it.</summary>
public struct Observation
{
    /// <summary><see cref="FactKind.Error"/> or <see cref="FactKind.Transaction"/>.</summary>
    public FactKind Kind;

    /// <summary>The severity.</summary>
    public Level Level;

    /// <summary>Days to keep it; 0: the host's default.</summary>
    public ushort RetentionDays;

    /// <summary>Duration of a transaction in ms; 0: unknown.</summary>
    public uint DurationMs;

    /// <summary>The event.</summary>
    public EventId EventId;

    /// <summary>Its trace; none for an untraced event.</summary>
    public TraceId TraceId;

    /// <summary>The replay whose id it carries.</summary>
    public ReplayId ReplayId;

    /// <summary>The same, by the host's number.</summary>
    public ReplayRef Replay;

    /// <summary>The primary grouping hash; <c>default</c>: unknown.</summary>
    public UInt128 PrimaryHash;

    /// <summary>Its project.</summary>
    public ProjectId ProjectId;

    /// <summary>The issue under which it was ingested.</summary>
    public IssueId IssueId;

    /// <summary>The span it is or happened in; 0: unknown.</summary>
    public ulong SpanId;

    /// <summary>When it happened.</summary>
    public Timestamp Timestamp;

    /// <summary>When it was received. Cut-offs compare with this time.</summary>
    public Timestamp Received;

    /// <summary>The transaction name.</summary>
    public Name? Transaction;

    /// <summary>The SDK's platform.</summary>
    public Name? Platform;

    /// <summary>The SDK's name.</summary>
    public Name? Sdk;

    /// <summary>The environment.</summary>
    public Name? Environment;

    /// <summary>The release.</summary>
    public Name? Release;

    /// <summary>What identifies the observation.</summary>
    public readonly ObservationKey Key => new(ProjectId, EventId, IssueId);

    /// <summary>The observation of an event, without <see cref="Replay"/>: only the host numbers replays.</summary>
    public static Observation Of<TNames>(in EventFact fact, TNames names)
        where TNames : INames => new()
        {
            Kind = fact.Kind,
            Level = fact.Level,
            RetentionDays = fact.RetentionDays,
            DurationMs = fact.DurationMs,
            EventId = fact.EventId,
            TraceId = fact.TraceId,
            ReplayId = fact.ReplayId,
            PrimaryHash = fact.PrimaryHash,
            ProjectId = fact.ProjectId,
            IssueId = fact.IssueId,
            SpanId = fact.SpanId,
            Timestamp = fact.Timestamp,
            Received = fact.Received == default ? fact.Timestamp : fact.Received,
            Transaction = names.Intern(fact.Transaction),
            Platform = names.Intern(fact.Platform),
            Sdk = names.Intern(fact.Sdk),
            Environment = names.Intern(fact.Environment),
            Release = names.Intern(fact.Release),
        };

    /// <summary>The observation as a fact; its texts have their own buffers.</summary>
    public readonly EventFact ToFact() => new()
    {
        Kind = Kind,
        EventId = EventId,
        ProjectId = ProjectId,
        Timestamp = Timestamp,
        Received = Received,
        TraceId = TraceId,
        SpanId = SpanId,
        IssueId = IssueId,
        Transaction = new(Transaction?.Utf8 ?? default),
        ReplayId = ReplayId,
        Level = Level,
        Platform = new(Platform?.Utf8 ?? default),
        Sdk = new(Sdk?.Utf8 ?? default),
        Environment = new(Environment?.Utf8 ?? default),
        Release = new(Release?.Utf8 ?? default),
        PrimaryHash = PrimaryHash,
        DurationMs = DurationMs,
        RetentionDays = RetentionDays,
    };

    /// <summary>Whether this observation supersedes another of the same key.</summary>
    public readonly bool Supersedes(in Observation other)
    {
        FactBatch mine = new(), theirs = new();
        mine.Add(ToFact());
        theirs.Add(other.ToFact());
        return Supersedes(Received, mine.Bytes.Span, other.Received, theirs.Bytes.Span);
    }

    /// <summary>
    /// Whether an observation supersedes another of the same key: it was received later or, received at the same time, has the greater
    /// bytes. So all hosts choose the same one, in any order of arrival.
    /// </summary>
    internal static bool Supersedes(Timestamp received, ReadOnlySpan<byte> bytes, Timestamp otherReceived, ReadOnlySpan<byte> otherBytes)
    {
        int order = received.CompareTo(otherReceived);
        return order != 0 ? order > 0 : bytes.SequenceCompareTo(otherBytes) > 0;
    }
}
