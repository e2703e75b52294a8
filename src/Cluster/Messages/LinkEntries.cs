using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Messages;

/// <summary>The kinds of link entries. The numbers are persisted and never change.</summary>
public enum LinkEntryKind : byte
{
    /// <summary>An observation is linked with a replay, for the first time.</summary>
    Link = 1,

    /// <summary>An observation is linked with a replay, perhaps again.</summary>
    LinkAgain = 2,

    /// <summary>An observation is withdrawn permanently, with all of its links.</summary>
    Withdrawn = 3,

    /// <summary>A fact mentions the node: its project, time and retention, as the bytes of an event without an id.</summary>
    Mention = 4,
}

/// <summary>An entry: an observation and a replay, a withdrawal, or a mention.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Evidence">Of a link, its evidence.</param>
/// <param name="Replay">Of a link, its replay.</param>
/// <param name="Observation">The observation: the bytes of a batch of one event. Equal bytes mean the same observation.</param>
public readonly record struct LinkEntry(LinkEntryKind Kind, Evidence Evidence, ReplayId Replay, ReadOnlyMemory<byte> Observation);

/// <summary>
/// Links and withdrawals as they are sent and stored: kind, evidence, replay, length of the observation, observation. Malformed bytes raise
/// <see cref="InvalidDataException"/>.
/// </summary>
public sealed class LinkEntries
{
    // More than a mention needs.
    private const int MentionBytes = 64;

    private readonly FactWriter _to = new(256);

    /// <summary>The bytes so far, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Bytes => _to.Written;

    /// <summary>Appends an entry.</summary>
    public void Add(LinkEntryKind kind, Evidence evidence, ReplayId replay, ReadOnlySpan<byte> observation)
    {
        _to.Byte((byte)kind);
        _to.Byte((byte)evidence);
        _to.Id(replay.Value);
        _to.Number((ulong)observation.Length);
        _to.Raw(observation);
    }

    /// <summary>Appends a mention.</summary>
    public void Add(in Mention mention)
    {
        var to = new FactWriter(MentionBytes);
        EventEncoding.Write(to, new EventFact
        {
            Kind = FactKind.Error,
            EventId = default,
            ProjectId = mention.Project,
            Timestamp = mention.Until,
            RetentionDays = mention.RetentionDays,
        });
        Add(LinkEntryKind.Mention, Evidence.None, default, to.Written.Span);
    }

    /// <summary>Adds the replays of the entries to a set.</summary>
    internal static void ReadReplays(ReadOnlyMemory<byte> bytes, HashSet<ReplayId> replays)
    {
        var from = new FactReader(bytes);
        while (!from.AtEnd)
        {
            from.Byte();
            from.Byte();
            var replay = new ReplayId(from.Id());
            from.Text();
            if (!replay.IsNone)
            {
                replays.Add(replay);
            }
        }
    }

    /// <summary>Visits each entry, in order.</summary>
    public static void Read(ReadOnlyMemory<byte> bytes, Action<LinkEntry> visit)
    {
        var from = new FactReader(bytes);
        while (!from.AtEnd)
        {
            var kind = (LinkEntryKind)from.Byte();
            var evidence = (Evidence)from.Byte();
            var replay = new ReplayId(from.Id());
            visit(new(kind, evidence, replay, from.Text().Memory));
        }
    }
}
