using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Lookups;

/// <summary>Collects the replays that started last and can be watched.</summary>
/// <param name="query">Which replays.</param>
/// <param name="now">The time.</param>
public sealed class LatestReplays(LatestReplaysQuery query, Timestamp now)
{
    private readonly IReadOnlySet<ProjectId>? _projects = query.Allowed;

    // The last of them is the first to go.
    private readonly PriorityQueue<ReplaySummary, (Timestamp StartedAt, ReplayId Id)> _kept = new(_lastFirst);

    private static readonly Comparer<(Timestamp StartedAt, ReplayId Id)> _lastFirst =
        Comparer<(Timestamp StartedAt, ReplayId Id)>.Create((a, b) => -Compare(a, b));

    /// <summary>The replays, latest first, then by id.</summary>
    public IReadOnlyList<ReplayView> Views =>
    [
        .. _kept.UnorderedItems.OrderBy(one => one.Priority, Comparer<(Timestamp, ReplayId)>.Create(Compare))
            .Select(one => ReplayViews.Of(one.Priority.Id, one.Element, now)),
    ];

    /// <summary>Whether a replay can be among them, apart from its id.</summary>
    public bool MayAdd(in ReplayHead head) => IsWatchable(head, now)
        && (_projects is null || _projects.Contains(head.ProjectId))
        && (_kept.Count < query.Limit || head.StartedAt >= Last.StartedAt);

    /// <summary>Adds a replay for which <see cref="MayAdd"/> holds.</summary>
    public void Add(ReplayId id, ReplaySummary replay)
    {
        _kept.Enqueue(replay, (replay.StartedAt, id));
        if (_kept.Count > query.Limit)
        {
            _kept.Dequeue();
        }
    }

    /// <summary>Whether a replay has a start and can be watched at a time.</summary>
    public static bool IsWatchable(in ReplayHead head, Timestamp now) => head.StartedAt != default && head.FateAt(now) == Fate.Live;

    private (Timestamp StartedAt, ReplayId Id) Last => _kept.TryPeek(out _, out var last) ? last : default;

    private static int Compare((Timestamp StartedAt, ReplayId Id) a, (Timestamp StartedAt, ReplayId Id) b) =>
        a.StartedAt != b.StartedAt ? b.StartedAt.CompareTo(a.StartedAt) : a.Id.Value.CompareTo(b.Id.Value);
}
