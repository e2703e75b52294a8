using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.LinkTables;

/// <summary>
/// The links of an issue or a transaction: a fold of the entries of its log, in any order. A withdrawal is final, even for links that
/// arrive later. Not safe for concurrent use.
/// </summary>
public sealed class FoldedLinks
{
    /// <summary>More than most entries take.</summary>
    internal const int BytesAnEntry = 160;

    private readonly ObservationTable _observations;
    private readonly HashSet<RowRef> _withdrawn = [];
    private readonly HashSet<RowRef> _toWithdraw = [];
    private readonly Dictionary<Text, int> _environmentNumbers = [];
    private readonly List<string> _environments = [""];
    private readonly LinkRows _rows;

    /// <summary>Creates an empty table.</summary>
    public FoldedLinks()
        : this(0)
    {
    }

    private FoldedLinks(int expected) => (_observations, _rows) = (new(expected), new(expected));

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// The replays that were ever linked, each once. The list only grows; the number of a link's replay is its index plus 1.
    /// </summary>
    public IReadOnlyList<ReplayId> ReplayIds => Replays.Values;

    /// <summary>Whether an observation has several rows.</summary>
    internal bool HasOthers => _rows.HasOthers;

    /// <summary>Whether an event has two linked observations.</summary>
    internal bool HasRepeatedEvents { get; private set; }

    /// <summary>The replays, from 0.</summary>
    internal Numbering<ReplayId> Replays { get; } = new();

    /// <summary>The facts that mention the node, linked or not.</summary>
    internal Mentions Mentions { get; } = new();

    /// <summary>The projects, by <see cref="LinkRow.Project"/>.</summary>
    internal Numbering<ProjectId> Projects { get; } = new();

    /// <summary>The environments, by <see cref="LinkRow.Environment"/>; the first is none.</summary>
    internal IReadOnlyList<string> Environments => _environments;

    /// <summary>The links; withdrawn ones have no evidence.</summary>
    internal ReadOnlySpan<LinkRow> Rows
    {
        get
        {
            // Withdrawals are applied together, in one pass before the next read.
            if (_toWithdraw.Count > 0)
            {
                _rows.Withdraw(_toWithdraw.Contains);
                _toWithdraw.Clear();
            }

            return _rows.All;
        }
    }

    /// <summary>The links of a node with this log.</summary>
    public static FoldedLinks Of(NodeLog log)
    {
        var links = new FoldedLinks((int)(log.Entries.Sum(entry => (long)entry.Length) / BytesAnEntry));
        foreach (byte[] entry in log.Entries)
        {
            links.Add(entry);
        }

        return links;
    }

    /// <summary>
    /// The entries that are not known yet, to be persisted and then added. Changes nothing. Does not remove duplicates within the entries.
    /// </summary>
    public byte[] ExceptKnown(ReadOnlyMemory<byte> entries)
    {
        var added = new LinkEntries();
        LinkEntries.Read(entries, entry =>
        {
            if (IsNew(entry))
            {
                added.Add(entry.Kind, entry.Evidence, entry.Replay, entry.Observation.Span);
            }
        });
        return added.Bytes.ToArray();
    }

    /// <summary>Adds entries encoded by <see cref="LinkEntries"/>; keeps no reference to the bytes.</summary>
    /// <returns>The number of new entries.</returns>
    /// <exception cref="InvalidDataException">The bytes are not entries.</exception>
    public int Add(ReadOnlyMemory<byte> entries)
    {
        int added = 0;
        LinkEntries.Read(entries, entry => added += Add(entry) ? 1 : 0);
        Version += added > 0 ? 1 : 0;
        return added;
    }

    /// <summary>Each link once, without withdrawn ones, and the mentions.</summary>
    public LinkView View()
    {
        var entries = new LinkEntries();
        foreach (ref readonly LinkRow row in Rows)
        {
            if (row.Evidence != Evidence.None)
            {
                ReplayId replay = row.Replay.IsNone ? default : Replays[row.Replay.Index - 1];
                entries.Add(LinkEntryKind.Link, row.Evidence, replay, _observations[row.Observation].Span);
            }
        }

        foreach (ref readonly Mention mention in Mentions.All)
        {
            entries.Add(mention);
        }

        return new(entries.Bytes);
    }

    /// <summary>The number of links that have expired.</summary>
    internal int CountExpired(in Expiry expiry)
    {
        int expired = 0;
        foreach (ref readonly LinkRow row in Rows)
        {
            expired += HasExpired(row, expiry) ? 1 : 0;
        }

        return expired;
    }

    /// <summary>A copy without what has expired: it answers the same. Withdrawals of observations that may arrive again stay.</summary>
    internal FoldedLinks WithoutExpired(in Expiry expiry)
    {
        var kept = new FoldedLinks();
        foreach (ref readonly LinkRow row in Rows)
        {
            if (row.Evidence != Evidence.None && !HasExpired(row, expiry))
            {
                ReplayId replay = row.Replay.IsNone ? default : Replays[row.Replay.Index - 1];
                kept.Version += kept.Add(new LinkEntry(LinkEntryKind.Link, row.Evidence, replay, _observations[row.Observation])) ? 1 : 0;
            }
        }

        foreach (RowRef observation in _withdrawn)
        {
            ReadOnlyMemory<byte> bytes = _observations[observation];
            EventHead head = Head(bytes);
            if (!expiry.HasPassed(head.Timestamp, head.RetentionDays))
            {
                kept.Version += kept.Add(new LinkEntry(LinkEntryKind.Withdrawn, Evidence.None, default, bytes)) ? 1 : 0;
            }
        }

        foreach (ref readonly Mention mention in Mentions.All)
        {
            kept.Version += kept.Mentions.Add(mention.Project, mention.Until, mention.RetentionDays) ? 1 : 0;
        }

        return kept;
    }

    /// <summary>The event of a link.</summary>
    internal EventId EventOf(in LinkRow row) => _observations.EventOf(row.Observation);

    /// <summary>The observation of a link, as bytes.</summary>
    internal ReadOnlyMemory<byte> BytesOf(in LinkRow row) => _observations[row.Observation];

    private static bool HasExpired(in LinkRow row, in Expiry expiry) => expiry.HasPassed(new(row.Time), row.RetentionDays);

    private static EventHead Head(ReadOnlyMemory<byte> observation)
    {
        var from = new FactReader(observation);
        EventHead head = EventEncoding.ReadHead(ref from);
        return from.AtEnd ? head : throw new InvalidDataException("Unexpected bytes after an observation.");
    }

    private bool IsNew(in LinkEntry entry)
    {
        EventHead head = Head(entry.Observation);
        if (entry.Kind == LinkEntryKind.Mention)
        {
            return !Mentions.Has(head.ProjectId, head.Timestamp, head.RetentionDays);
        }

        RowRef observation = _observations.Find(entry.Observation.Span, head.EventId);
        return observation.IsNone || (!_withdrawn.Contains(observation)
            && (entry.Kind == LinkEntryKind.Withdrawn || IsNewLink(observation, entry)));
    }

    private bool IsNewLink(RowRef observation, in LinkEntry entry)
    {
        int number = entry.Replay.IsNone ? 0 : Replays.Find(entry.Replay) + 1;
        bool isKnownReplay = entry.Replay.IsNone || number > 0;
        return !isKnownReplay || LinkStep.IsNew(_rows, observation, new(number), entry.Evidence);
    }

    private bool Add(in LinkEntry entry)
    {
        EventHead head = Head(entry.Observation);
        if (entry.Kind == LinkEntryKind.Mention)
        {
            return Mentions.Add(head.ProjectId, head.Timestamp, head.RetentionDays);
        }

        if (entry.Kind is not (LinkEntryKind.Link or LinkEntryKind.LinkAgain or LinkEntryKind.Withdrawn))
        {
            throw new InvalidDataException($"Unknown kind of link entry: {entry.Kind}.");
        }

        RowRef observation = _observations.Find(entry.Observation.Span, head.EventId);
        bool isFirst = observation.IsNone;
        observation = isFirst ? _observations.Add(entry.Observation.Span, head.EventId) : observation;
        if (entry.Kind == LinkEntryKind.Withdrawn)
        {
            return _withdrawn.Add(observation) && _toWithdraw.Add(observation);
        }

        if (_withdrawn.Contains(observation))
        {
            return false;
        }

        HasRepeatedEvents |= isFirst && IsRepeated(observation, head);
        var replay = new ReplayRef(entry.Replay.IsNone ? 0 : Replays.FindOrAdd(entry.Replay) + 1);
        return LinkStep.Contribute(_rows, observation, replay, entry.Evidence, new Factory(this, head));
    }

    private bool IsRepeated(RowRef observation, EventHead head) => !_observations
        .FindOther(observation, head.EventId, other => !_withdrawn.Contains(other) && Head(_observations[other]).ProjectId == head.ProjectId).IsNone;

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

    private readonly struct Factory(FoldedLinks links, EventHead head) : ILinkRowFactory
    {
        public LinkRow Create(RowRef observation, ReplayRef replay, Evidence evidence) => new(
            new(head.Timestamp, head.RetentionDays, head.HasIssue), observation, replay, evidence,
            links.Projects.FindOrAdd(head.ProjectId), links.EnvironmentOf(head.Environment));
    }
}
