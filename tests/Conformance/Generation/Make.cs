using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Generation;

/// <summary>Creates facts of the <see cref="World"/>, by number. Times (<c>at</c>) are minutes from <see cref="World.Now"/>.</summary>
public static class Make
{
    /// <summary>An error.</summary>
    public static EventFact Error(
        int id,
        int issue = 0,
        int trace = 0,
        int replay = 0,
        int at = -60,
        int? received = null,
        int project = 1,
        int hash = 0,
        int days = 0,
        string? environment = null,
        string? platform = null,
        string? transaction = null) => new()
        {
            Kind = FactKind.Error,
            EventId = World.Event(id),
            ProjectId = World.Project(project),
            Timestamp = World.At(at),
            Received = received is { } minutes ? World.At(minutes) : default,
            IssueId = World.Issue(issue),
            TraceId = World.Trace(trace),
            ReplayId = World.Replay(replay),
            PrimaryHash = World.Hash(hash),
            RetentionDays = (ushort)days,
            Level = Level.Error,
            Environment = environment,
            Platform = platform,
            Transaction = transaction,
        };

    /// <summary>A transaction.</summary>
    public static EventFact Transaction(int id, string name, int trace = 0, int replay = 0, int at = -60, int project = 1) =>
        Error(id, 0, trace, replay, at, project: project, transaction: name) with
        {
            Kind = FactKind.Transaction,
            Level = Level.None,
            DurationMs = 250,
        };

    /// <summary>A segment.</summary>
    public static SegmentFact Segment(
        int replay,
        int segment = 0,
        int[]? traces = null,
        int[]? errors = null,
        int at = -50,
        int? start = null,
        int project = 1,
        int days = 0,
        string[]? urls = null) => new()
        {
            ReplayId = World.Replay(replay),
            ProjectId = World.Project(project),
            Timestamp = World.At(at),
            SegmentId = segment,
            ReplayStart = start is { } minutes ? World.At(minutes) : default,
            TraceIds = traces?.Select(World.Trace).ToArray(),
            ErrorIds = errors?.Select(World.Event).ToArray(),
            Urls = urls?.Select(url => (Text)url).ToArray(),
            RetentionDays = (ushort)days,
        };

    /// <summary>The row that archives a replay.</summary>
    public static SegmentFact Archive(int replay, int at = -10, int project = 1) =>
        Segment(replay, SegmentFact.NoSegment, at: at, project: project) with { IsArchived = true };

    /// <summary>An event link: the replay lists the event.</summary>
    public static EventLinkFact Link(int replay, int id, int project = 1, int at = -60) =>
        new(World.Replay(replay), World.Event(id), World.Project(project), World.At(at), Level.Error);

    /// <summary>A merge.</summary>
    public static IssueMergeFact Merge(int[] from, int into, int at = -20, int project = 1) =>
        new(World.Project(project), [.. from.Select(World.Issue)], World.Issue(into), World.At(at));

    /// <summary>An unmerge.</summary>
    public static IssueUnmergeFact Unmerge(int from, int into, int[] hashes, int at = -20, int project = 1) =>
        new(World.Project(project), World.Issue(from), World.Issue(into), [.. hashes.Select(World.Hash)], World.At(at));

    /// <summary>A deletion of issues.</summary>
    public static IssueDeleteFact DeleteIssues(int[] issues, int at = -20, int project = 1) =>
        new(World.Project(project), [.. issues.Select(World.Issue)], World.At(at));

    /// <summary>A deletion of events.</summary>
    public static EventDeleteFact DeleteEvents(int[] events, int at = -20, int hash = 0, int project = 1) =>
        new(World.Project(project), [.. events.Select(World.Event)], World.At(at), World.Hash(hash));

    /// <summary>A move of events.</summary>
    public static EventMoveFact Move(int[] events, int into, int at = -20, int project = 1) =>
        new(World.Project(project), [.. events.Select(World.Event)], World.Issue(into), World.At(at));

    /// <summary>A deletion of a replay.</summary>
    public static ReplayDeleteFact DeleteReplay(int replay, int project = 0, int at = -5) =>
        new(World.Replay(replay), World.Project(project), World.At(at));
}
