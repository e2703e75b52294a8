using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

// Defaults are omitted, so that silos before TaggedReplay and Backend read events without them as they always did.
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, OmitDefaultMemberValues, Alias("replaygraph.wire.event-view")]
internal record struct EventViewSurrogate(
    [property: Id(0)] UInt128 Event,
    [property: Id(1)] byte Kind,
    [property: Id(2)] long Project,
    [property: Id(3)] long Issue,
    [property: Id(4)] UInt128 Trace,
    [property: Id(5)] string? Transaction,
    [property: Id(6)] long Timestamp,
    [property: Id(7)] byte Level,
    [property: Id(8)] string? Platform,
    [property: Id(9)] string? Environment,
    [property: Id(10)] string? Release,
    [property: Id(11)] uint DurationMs,
    [property: Id(12)] UInt128 Replay,
    [property: Id(13)] byte Evidence,
    [property: Id(14)] UInt128 TaggedReplay,
    [property: Id(15)] bool Backend);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.replay-view")]
internal record struct ReplayViewSurrogate(
    [property: Id(0)] UInt128 Replay,
    [property: Id(1)] byte Fate,
    [property: Id(2)] long Project,
    [property: Id(3)] long StartedAt,
    [property: Id(4)] long FinishedAt,
    [property: Id(5)] long SegmentZeroAt,
    [property: Id(6)] long[] ArchivedAt,
    [property: Id(7)] int Segments,
    [property: Id(8)] int Traces,
    [property: Id(9)] int Errors,
    [property: Id(10)] string[] Urls,
    [property: Id(11)] string? Environment,
    [property: Id(12)] string? Release,
    [property: Id(13)] string? Platform,
    [property: Id(14)] byte Type,
    // Id, name, e-mail address, IP address; null if there is no user.
    [property: Id(15)] string?[]? User);

[RegisterConverter]
internal sealed class EventViewConverter : IConverter<EventView, EventViewSurrogate>
{
    public EventView ConvertFromSurrogate(in EventViewSurrogate from) => new(
        new(from.Event), (FactKind)from.Kind, new(from.Project), new(from.Issue), new(from.Trace), from.Transaction,
        new(from.Timestamp), (Level)from.Level, from.Platform, from.Environment, from.Release, from.DurationMs,
        new(from.Replay), (Evidence)from.Evidence, new(from.TaggedReplay), from.Backend);

    public EventViewSurrogate ConvertToSurrogate(in EventView value) => new()
    {
        Event = value.EventId.Value,
        Kind = (byte)value.Kind,
        Project = value.ProjectId.Value,
        Issue = value.IssueId.Value,
        Trace = value.TraceId.Value,
        Transaction = value.Transaction,
        Timestamp = value.Timestamp.Milliseconds,
        Level = (byte)value.Level,
        Platform = value.Platform,
        Environment = value.Environment,
        Release = value.Release,
        DurationMs = value.DurationMs,
        Replay = value.ReplayId.Value,
        Evidence = (byte)value.Evidence,
        TaggedReplay = value.TaggedReplayId.Value,
        Backend = value.Backend,
    };
}

[RegisterConverter]
internal sealed class ReplayViewConverter : IConverter<ReplayView, ReplayViewSurrogate>
{
    public ReplayView ConvertFromSurrogate(in ReplayViewSurrogate from) => new(new(from.Replay), (Fate)from.Fate, new(from.Project))
    {
        StartedAt = new(from.StartedAt),
        FinishedAt = new(from.FinishedAt),
        SegmentZeroAt = new(from.SegmentZeroAt),
        ArchivedAt = Array.ConvertAll(from.ArchivedAt ?? [], at => new Timestamp(at)),
        Segments = from.Segments,
        Traces = from.Traces,
        Errors = from.Errors,
        Urls = from.Urls ?? [],
        Environment = from.Environment,
        Release = from.Release,
        Platform = from.Platform,
        Type = (ReplayType)from.Type,
        User = from.User is [var id, var name, var email, var ip] ? new(id, name, email, ip) : null,
    };

    public ReplayViewSurrogate ConvertToSurrogate(in ReplayView value) => new()
    {
        Replay = value.ReplayId.Value,
        Fate = (byte)value.Fate,
        Project = value.ProjectId.Value,
        StartedAt = value.StartedAt.Milliseconds,
        FinishedAt = value.FinishedAt.Milliseconds,
        SegmentZeroAt = value.SegmentZeroAt.Milliseconds,
        ArchivedAt = [.. value.ArchivedAt.Select(at => at.Milliseconds)],
        Segments = value.Segments,
        Traces = value.Traces,
        Errors = value.Errors,
        Urls = Lists.Array(value.Urls),
        Environment = value.Environment,
        Release = value.Release,
        Platform = value.Platform,
        Type = (byte)value.Type,
        User = value.User is { } user ? [user.Id, user.Name, user.Email, user.Ip] : null,
    };
}
