using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Sets;

namespace ReplayGraph.Replays;

/// <summary>
/// The state of a replay: its segments, the traces and events that they list, and its archivings and deletions. Each part only grows or is
/// replaced by something greater, so facts may arrive in any order and more than once. Written by one thread; <see cref="Summary"/>,
/// <see cref="Traces"/> and <see cref="Errors"/> may be read concurrently.
/// </summary>
public sealed class ReplayState(ReplayId id)
{
    private readonly AppendSet<Timestamp> _archivedAt = new();
    private readonly AppendSet<ProjectId> _deletedBy = new();
    private readonly AppendSet<ProjectId> _recordedBy = new();
    private SegmentRow[] _segments = [];
    private int _count;
    private Timestamp _expiresAt;
    private volatile ReplaySummary _summary = ReplaySummary.Pending;

    /// <summary>The replay.</summary>
    public ReplayId Id { get; } = id;

    /// <summary>The fields that lookups read.</summary>
    public ReplaySummary Summary => _summary;

    /// <summary>The traces that its segments list.</summary>
    public AppendSet<TraceId> Traces { get; } = new();

    /// <summary>The events that its segments or event links list.</summary>
    public AppendSet<EventId> Errors { get; } = new();

    /// <summary>Its segments, by number, those without one last. Only for the writing thread.</summary>
    public ReadOnlySpan<SegmentRow> Segments => _segments.AsSpan(0, _count);

    /// <summary>The latest expiry of its segments.</summary>
    public Timestamp ExpiresAt => _expiresAt;

    /// <summary>The times of the rows that archive it.</summary>
    public ReadOnlySpan<Timestamp> ArchivedAt => _archivedAt.Items;

    /// <summary>The projects that any version of a segment named.</summary>
    public AppendSet<ProjectId> RecordedBy => _recordedBy;

    /// <summary>The projects that deleted it.</summary>
    public ReadOnlySpan<ProjectId> DeletedBy => _deletedBy.Items;

    /// <summary>Adds a segment.</summary>
    /// <param name="row">The segment.</param>
    /// <param name="expiresAt">When its retention ends.</param>
    /// <returns>False if every field of it was known.</returns>
    public bool Add(SegmentRow row, Timestamp expiresAt)
    {
        if (_summary.Fate == Fate.Deleted)
        {
            Forget(ref row);
        }

        row.Settle();
        bool isNew = _recordedBy.Add(row.ProjectId) | expiresAt > _expiresAt;
        _expiresAt = expiresAt > _expiresAt ? expiresAt : _expiresAt;
        int at = Find(row);
        if (at < 0)
        {
            Insert(~at, row);
            return true;
        }

        return _segments[at].Merge(row) || isNew;
    }

    /// <summary>Archives it, by a row of this time. False if the row was known.</summary>
    public bool Archive(Timestamp at) => _archivedAt.Add(at);

    /// <summary>Deletes it for a project (none: for the project that recorded it). False if the deletion was known.</summary>
    public bool Delete(ProjectId by) => _deletedBy.Add(by);

    /// <summary>Whether it has a deletion, which may only apply later.</summary>
    public bool IsDeleting => _deletedBy.Count > 0;

    /// <summary>Drops personal data, because the replay has expired.</summary>
    public void Expire()
    {
        Forget();
        _summary = _summary with { Urls = [], User = null };
    }

    /// <summary>Recomputes <see cref="Summary"/>. Call it after a change.</summary>
    public void Summarize()
    {
        Fate fate = FateOfAll();
        if (fate == Fate.Deleted)
        {
            Forget();
        }

        if (fate == Fate.Pending)
        {
            _summary = ReplaySummary.Pending with { Errors = Errors.Count };
            return;
        }

        // Each field comes from the segment with the lowest id that has it.
        SegmentRow sum = default;
        int numbered = 0;
        Timestamp start = new(long.MaxValue);
        foreach (ref readonly SegmentRow row in Segments)
        {
            numbered += row.SegmentId == SegmentFact.NoSegment ? 0 : 1;
            start = row.Start < start ? row.Start : start;
            sum.Timestamp = row.Timestamp > sum.Timestamp ? row.Timestamp : sum.Timestamp;
            sum.ProjectId = sum.ProjectId.IsNone ? row.ProjectId : sum.ProjectId;
            sum.Type = sum.Type == ReplayType.None ? row.Type : sum.Type;
            sum.Environment ??= row.Environment;
            sum.Release ??= row.Release;
            sum.Platform ??= row.Platform;
            sum.User ??= row.User;
        }

        Timestamp[] archivedAt = _archivedAt.Items.ToArray();
        Array.Sort(archivedAt);
        _summary = new ReplaySummary
        {
            Fate = fate,
            ExpiresAt = _count == 0 ? new(long.MaxValue) : _expiresAt,
            ProjectId = sum.ProjectId,
            StartedAt = _count == 0 ? default : start,
            FinishedAt = sum.Timestamp,
            SegmentZeroAt = HasZero ? _segments[0].Timestamp : default,
            Segments = numbered,
            Errors = Errors.Count,
            Traces = Traces.Count,
            Type = sum.Type,
            Environment = sum.Environment,
            Release = sum.Release,
            Platform = sum.Platform,
            User = sum.User,
            Urls = UrlsOfAll(),
            ArchivedAt = archivedAt,
        };
    }

    private Fate FateOfAll()
    {
        foreach (ProjectId by in _deletedBy.Items)
        {
            if (by.IsNone || _recordedBy.Contains(by))
            {
                return Fate.Deleted;
            }
        }

        if (_archivedAt.Count > 0)
        {
            return Fate.Archived;
        }

        return _count == 0 ? Fate.Pending : HasZero ? Fate.Live : Fate.Partial;
    }

    // Deletion drops personal data, but keeps when and where the replay was recorded.
    private void Forget()
    {
        for (int i = 0; i < _count; i++)
        {
            Forget(ref _segments[i]);
        }
    }

    private static void Forget(ref SegmentRow row) => (row.Urls, row.User) = ([], null);

    private bool HasZero => _count > 0 && _segments[0].SegmentId == 0;

    // Segments mostly arrive in order: the array has room at the end.
    private void Insert(int at, in SegmentRow row)
    {
        if (_count == _segments.Length)
        {
            Array.Resize(ref _segments, Math.Max(2, _count + (_count / 2)));
        }

        _segments.AsSpan(at, _count - at).CopyTo(_segments.AsSpan(at + 1));
        _segments[at] = row;
        _count++;
    }

    // Most segments show a page that is listed already, so the previous list can be reused.
    private Name[] UrlsOfAll()
    {
        Name[] before = _summary.Urls;
        int same = 0;
        HashSet<Name>? seen = null;
        List<Name>? urls = null;
        foreach (ref readonly SegmentRow row in Segments)
        {
            foreach (Name url in row.Urls)
            {
                if (urls is null && Array.IndexOf(before, url, 0, same) >= 0)
                {
                    continue;
                }

                if (urls is null && same < before.Length && before[same].Equals(url))
                {
                    same++;
                    continue;
                }

                urls ??= [.. before.AsSpan(0, same)];
                seen ??= [.. urls];
                if (seen.Add(url))
                {
                    urls.Add(url);
                }
            }
        }

        return urls is not null ? [.. urls] : same == before.Length ? before : before[..same];
    }

    private int Find(in SegmentRow row)
    {
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = SegmentRow.Order(_segments[middle], row);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
