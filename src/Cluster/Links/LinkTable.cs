using System.Runtime.CompilerServices;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Links;

/// <summary>
/// The links of an issue or a transaction: a fold of entries, in which evidence only grows, and what was withdrawn stays so, even if it
/// is told only afterwards. Not safe for concurrent use.
/// </summary>
public sealed class LinkTable
{
    // More than most take.
    private const int BytesAnEntry = 160;

    private readonly PackedBytes _observations = new();
    private readonly Withdrawals _withdrawn = new();
    private readonly Dictionary<Text, int> _environmentNumbers = [];
    private readonly List<string> _environments = [""];
    private readonly ObservationReader _reader = new();
    private readonly LinkRows _rows;

    /// <summary>An empty table.</summary>
    public LinkTable()
        : this(0)
    {
    }

    private LinkTable(int expected) => _rows = new(expected);

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    /// <summary>The replays that were ever linked, each once; the list only grows.</summary>
    public IReadOnlyList<ReplayId> ReplayIds => Replays.Values;

    /// <summary>True once an event stands in it by two observations, with the same replay: it counts once.</summary>
    internal bool HasTwins { get; private set; }

    /// <summary>The replays, by <see cref="LinkRow.Replay"/>.</summary>
    internal Numbering<ReplayId> Replays { get; } = new();

    /// <summary>The facts that mention the node, linked or not.</summary>
    internal Mentions Mentions { get; } = new();

    /// <summary>The projects, by <see cref="LinkRow.Project"/>.</summary>
    internal Numbering<ProjectId> Projects { get; } = new();

    /// <summary>The environments, by <see cref="LinkRow.Environment"/>; the first is none.</summary>
    internal IReadOnlyList<string> Environments => _environments;

    /// <summary>All rows, those too that were withdrawn.</summary>
    internal ReadOnlySpan<LinkRow> Rows
    {
        get
        {
            Sweep();
            return _rows.All;
        }
    }

    /// <summary>The table of a node with this log.</summary>
    public static LinkTable Of(NodeLog log)
    {
        var table = new LinkTable((int)(log.Entries.Sum(entry => (long)entry.Length) / BytesAnEntry));
        foreach (byte[] entry in log.Entries)
        {
            table.Add(entry);
        }

        return table;
    }

    /// <summary>
    /// What of the entries is new, encoded as they are: what is to be persisted, and then added. Changes nothing. Of what stands in them
    /// twice, both may be new.
    /// </summary>
    public byte[] News(ReadOnlyMemory<byte> entries)
    {
        var news = new LinkEntries();
        LinkEntries.Read(entries, entry =>
        {
            if (IsNew(entry))
            {
                news.Add(entry.Kind, entry.Evidence, entry.Replay, entry.Observation.Span);
            }
        });
        return news.Bytes.ToArray();
    }

    /// <summary>Takes entries in, as <see cref="LinkEntries"/> encodes them; keeps nothing of the bytes.</summary>
    /// <returns>How many were new.</returns>
    /// <exception cref="InvalidDataException">The bytes are no entries.</exception>
    public int Add(ReadOnlyMemory<byte> entries)
    {
        int news = 0;
        LinkEntries.Read(entries, entry => news += Add(entry) ? 1 : 0);
        Version += news > 0 ? 1 : 0;
        return news;
    }

    /// <summary>Each link once, without what was withdrawn, and the mentions.</summary>
    public LinkView View()
    {
        var entries = new LinkEntries();
        foreach (ref readonly LinkRow row in Rows)
        {
            if (row.Evidence != Evidence.None)
            {
                entries.Add(LinkEntryKind.Link, row.Evidence, Replays[row.Replay], _observations[row.Observation].Span);
            }
        }

        foreach (ref readonly Mention mention in Mentions.All)
        {
            entries.Add(mention);
        }

        return new(entries.Bytes);
    }

    /// <summary>The event of a row.</summary>
    internal EventId EventOf(in LinkRow row)
    {
        var from = new FactReader(_observations[row.Observation]);
        return EventEncoding.ReadId(ref from);
    }

    /// <summary>The observation of a row.</summary>
    internal Observation Read(in LinkRow row) => _reader.Of(Observations.Fact(_observations[row.Observation]));

    // Ids are random, but nobody promises it.
    private static uint Hash(EventId id, int replay)
    {
        ulong mixed = ((ulong)id.Value ^ ((ulong)(id.Value >> 64) * 0x9E3779B97F4A7C15) ^ (uint)replay) * 0xD6E8FEB86659FD93;
        return (uint)(mixed >> 32);
    }

    private static EventHead Head(ReadOnlyMemory<byte> observation)
    {
        var from = new FactReader(observation);
        EventHead head = EventEncoding.ReadHead(ref from);
        return from.AtEnd ? head : throw new InvalidDataException("an observation with something behind it");
    }

    private bool IsNew(in LinkEntry entry)
    {
        if (entry.Kind == LinkEntryKind.Mention)
        {
            EventHead mention = Head(entry.Observation);
            return !Mentions.Has(mention.ProjectId, mention.Timestamp, mention.RetentionDays);
        }

        if (_withdrawn.Contains(entry.Observation))
        {
            return false;
        }

        if (entry.Kind == LinkEntryKind.Withdrawn)
        {
            return true;
        }

        EventHead head = Head(entry.Observation);
        int replay = Replays.Find(entry.Replay);
        if (replay < 0)
        {
            return true;
        }

        ref LinkRow row = ref Find(Hash(head.EventId, replay), replay, head, entry.Observation.Span, out _);
        return Unsafe.IsNullRef(ref row) || (row.Evidence | entry.Evidence) != row.Evidence;
    }

    private bool Add(in LinkEntry entry)
    {
        EventHead head = Head(entry.Observation);
        if (entry.Kind == LinkEntryKind.Withdrawn)
        {
            return _withdrawn.Add(entry.Observation, head.Timestamp);
        }

        if (entry.Kind == LinkEntryKind.Mention)
        {
            return Mentions.Add(head.ProjectId, head.Timestamp, head.RetentionDays);
        }

        if (entry.Kind is not (LinkEntryKind.Link or LinkEntryKind.LinkAgain))
        {
            throw new InvalidDataException($"an entry of kind {entry.Kind}");
        }

        if (_withdrawn.Contains(entry.Observation))
        {
            return false;
        }

        int replay = Replays.FindOrAdd(entry.Replay);
        uint hash = Hash(head.EventId, replay);
        ref LinkRow row = ref Find(hash, replay, head, entry.Observation.Span, out bool isTwin);
        if (!Unsafe.IsNullRef(ref row))
        {
            Evidence known = row.Evidence;
            row.Evidence |= entry.Evidence;
            return row.Evidence != known;
        }

        HasTwins |= isTwin;
        _rows.Add(new()
        {
            Time = head.Timestamp.Milliseconds,
            Replay = replay,
            Observation = Keep(entry.Observation.Span),
            Hash = hash,
            Project = Projects.FindOrAdd(head.ProjectId),
            Environment = EnvironmentOf(head.Environment),
            RetentionDays = head.RetentionDays,
            Evidence = entry.Evidence,
            HasIssue = head.HasIssue,
        });
        return true;
    }

    // An observation with several replays mostly comes with all of them at once, one behind the other.
    private uint Keep(ReadOnlySpan<byte> observation)
    {
        return _rows.All is [.., var last] && _observations[last.Observation].Span.SequenceEqual(observation)
            ? last.Observation
            : _observations.Add(observation);
    }

    private int EnvironmentOf(Text name)
    {
        if (name.IsNone)
        {
            return 0;
        }

        if (!_environmentNumbers.TryGetValue(name, out int number))
        {
            number = _environments.Count;
            _environments.Add(name.ToString());
            _environmentNumbers.Add(new Text(name.Span.ToArray()), number);
        }

        return number;
    }

    // The row of an observation and a replay; a null reference if there is none.
    private ref LinkRow Find(uint hash, int replay, in EventHead head, ReadOnlySpan<byte> observation, out bool isTwin)
    {
        isTwin = false;
        LinkRows.Candidates candidates = _rows.Find(hash);
        while (candidates.Next())
        {
            ref LinkRow row = ref candidates.Row;
            if (row.Replay != replay)
            {
                continue;
            }

            if (_observations[row.Observation].Span.SequenceEqual(observation))
            {
                return ref row;
            }

            isTwin |= EventOf(row) == head.EventId && Projects[row.Project] == head.ProjectId;
        }

        return ref Unsafe.NullRef<LinkRow>();
    }

    // Many withdrawals at once cost one pass, before the next that reads.
    private void Sweep()
    {
        if (!_withdrawn.AnyOpen)
        {
            return;
        }

        foreach (ref LinkRow row in _rows.All)
        {
            if (_withdrawn.MayConcern(row) && _withdrawn.Contains(_observations[row.Observation]))
            {
                row.Evidence = Evidence.None;
            }
        }

        _withdrawn.Close();
    }
}
