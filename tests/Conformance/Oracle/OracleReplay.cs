using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>A replay at one time.</summary>
/// <param name="Id">The replay.</param>
/// <param name="Segments">
/// The segments that count: one for each segment id, by id, then those without an id, one for each time, by time.
/// </param>
/// <param name="Versions">All segments, including those superseded by another with the same segment id.</param>
/// <param name="Linked">The events that event links name.</param>
/// <param name="ArchivedAt">The times of the rows that archive it.</param>
/// <param name="IsDeleted">Whether it was deleted.</param>
/// <param name="IsExpired">Whether it has segments and they are older than their retention.</param>
/// <param name="IsNamed">Whether an event carries its id.</param>
public sealed record OracleReplay(
    ReplayId Id,
    IReadOnlyList<SegmentFact> Segments,
    IReadOnlyList<SegmentFact> Versions,
    IReadOnlyList<EventLinkFact> Linked,
    IReadOnlyList<Timestamp> ArchivedAt,
    bool IsDeleted,
    bool IsExpired,
    bool IsNamed)
{
    /// <summary>The fate; null if the replay is unknown.</summary>
    public Fate? Fate =>
        IsDeleted ? Links.Fate.Deleted
        : ArchivedAt.Count > 0 ? Links.Fate.Archived
        : IsExpired ? Links.Fate.Expired
        : Segments.Any(segment => segment.SegmentId == 0) ? Links.Fate.Live
        : Segments.Count > 0 ? Links.Fate.Partial
        : IsNamed || Linked.Count > 0 ? Links.Fate.Pending
        : null;

    /// <summary>The project of the first segment; none without segments.</summary>
    public ProjectId Project => Segments.Count == 0 ? default : Segments[0].ProjectId;

    /// <summary>The earliest start of a segment, at most a day before the segment; <c>default</c> without segments.</summary>
    public Timestamp StartedAt => Segments.Select(StartOf).DefaultIfEmpty().Min();

    /// <summary>The latest time of a segment; <c>default</c> without segments.</summary>
    public Timestamp FinishedAt => Segments.Select(segment => segment.Timestamp).DefaultIfEmpty().Max();

    /// <summary>The listed traces.</summary>
    public IReadOnlyList<TraceId> Traces => Versions.SelectMany(segment => segment.TraceIds ?? []).Distinct().ToList();

    /// <summary>The events that its segments list, of any project.</summary>
    public IReadOnlyList<EventId> ErrorIds => Versions.SelectMany(segment => segment.ErrorIds ?? []).Distinct().ToList();

    /// <summary>All listed events.</summary>
    public IReadOnlyList<EventId> Listed => ErrorIds.Concat(Linked.Select(link => link.EventId)).Distinct().ToList();

    /// <summary>The replay as answers show it.</summary>
    public ReplayView View => Fate is Links.Fate.Archived or Links.Fate.Deleted or Links.Fate.Expired
        ? Masked
        : Masked with
        {
            Segments = Segments.Count(OracleReplays.IsNumbered),
            Traces = Traces.Count,
            Errors = Listed.Count,
            Urls = Segments.SelectMany(segment => segment.Urls ?? []).Select(url => url.ToString()).Distinct().ToList(),
            Environment = FirstOf(segment => OracleEvent.TextOf(segment.Environment)),
            Release = FirstOf(segment => OracleEvent.TextOf(segment.Release)),
            Platform = FirstOf(segment => OracleEvent.TextOf(segment.Platform)),
            Type = Segments.Select(segment => segment.ReplayType).FirstOrDefault(type => type != ReplayType.None),
            User = FirstOf(UserOf),
        };

    private static Timestamp StartOf(SegmentFact segment) =>
        segment.Timestamp.Milliseconds - segment.ReplayStart.Milliseconds is >= 0 and <= 86_400_000
            ? segment.ReplayStart
            : segment.Timestamp;

    private ReplayView Masked => new(Id, Fate!.Value, Project)
    {
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        SegmentZeroAt = Segments.Where(segment => segment.SegmentId == 0).Select(segment => segment.Timestamp).SingleOrDefault(),
        ArchivedAt = ArchivedAt.Distinct().Order().ToList(),
    };

    /// <summary>The evidence that links an event with it.</summary>
    public Evidence EvidenceOf(OracleEvent e)
    {
        bool tagged = e.Fact.ReplayId == Id;
        bool listed = ErrorIds.Contains(e.Fact.EventId)
            || Linked.Any(link => link.EventId == e.Fact.EventId && link.ProjectId == e.Fact.ProjectId);
        bool trace = !e.Fact.TraceId.IsNone && Traces.Contains(e.Fact.TraceId);
        return (tagged ? Evidence.Tagged : 0) | (listed ? Evidence.Listed : 0) | (trace ? Evidence.Trace : 0);
    }

    /// <summary>Whether it meets a filter. A gone replay has only times and a project to filter by.</summary>
    public bool Meets(ReplayFilter filter)
    {
        ReplayView view = View;
        return filter.DurationMs.Hold(view.FinishedAt.Milliseconds - view.StartedAt.Milliseconds)
            && (filter.Started.IsAll || filter.Started.Holds(view.StartedAt))
            && (filter.Url is not { } url || view.Urls.Any(seen => Contains(seen, url)))
            && (filter.User is not { } user || (view.User is { } u && new[] { u.Id, u.Name, u.Email, u.Ip }.Contains(user)))
            && (filter.Environments is not { } environments || environments.Contains(view.Environment ?? ""))
            && filter.Segments.Hold(view.Segments)
            && filter.Errors.Hold(view.Errors)
            && (filter.Projects is not { } projects || projects.Contains(view.ProjectId))
            && (filter.ExistsIn is not { } window || ExistsIn(window));
    }

    private bool ExistsIn(Window window) =>
        Segments.Any(segment => segment.SegmentId == 0 && window.Holds(segment.Timestamp))
        && !ArchivedAt.Any(window.Holds)
        && !IsDeleted
        && !IsExpired;

    // The parts between the asterisks occur in this order.
    private static bool Contains(string text, string pattern)
    {
        int from = 0;
        foreach (string part in pattern.Split('*'))
        {
            int at = text.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from = at + part.Length;
        }

        return true;
    }

    private T? FirstOf<T>(Func<SegmentFact, T?> field)
        where T : class => Segments.Select(field).FirstOrDefault(value => value is not null);

    private static ReplayUser? UserOf(SegmentFact segment)
    {
        var user = new ReplayUser(
            OracleEvent.TextOf(segment.UserId),
            OracleEvent.TextOf(segment.UserName),
            OracleEvent.TextOf(segment.UserEmail),
            OracleEvent.TextOf(segment.UserIp));
        return user == new ReplayUser(null, null, null, null) ? null : user;
    }
}
