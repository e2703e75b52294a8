using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="EventView"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.event-view")]
internal struct EventViewSurrogate
{
    [Id(0)]
    public UInt128 Event;

    [Id(1)]
    public byte Kind;

    [Id(2)]
    public long Project;

    [Id(3)]
    public long Issue;

    [Id(4)]
    public UInt128 Trace;

    [Id(5)]
    public string? Transaction;

    [Id(6)]
    public long Timestamp;

    [Id(7)]
    public byte Level;

    [Id(8)]
    public string? Platform;

    [Id(9)]
    public string? Environment;

    [Id(10)]
    public string? Release;

    [Id(11)]
    public uint DurationMs;

    [Id(12)]
    public UInt128 Replay;

    [Id(13)]
    public byte Evidence;
}

/// <summary>Surrogate of <see cref="ReplayView"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-view")]
internal struct ReplayViewSurrogate
{
    [Id(0)]
    public UInt128 Replay;

    [Id(1)]
    public byte Fate;

    [Id(2)]
    public long Project;

    [Id(3)]
    public long StartedAt;

    [Id(4)]
    public long FinishedAt;

    [Id(5)]
    public long SegmentZeroAt;

    [Id(6)]
    public long[] ArchivedAt;

    [Id(7)]
    public int Segments;

    [Id(8)]
    public int Traces;

    [Id(9)]
    public int Errors;

    [Id(10)]
    public string[] Urls;

    [Id(11)]
    public string? Environment;

    [Id(12)]
    public string? Release;

    [Id(13)]
    public string? Platform;

    [Id(14)]
    public byte Type;

    // Id, name, e-mail address, IP address; null if there is no user.
    [Id(15)]
    public string?[]? User;
}

[RegisterConverter]
internal sealed class EventViewConverter : IConverter<EventView, EventViewSurrogate>
{
    public EventView ConvertFromSurrogate(in EventViewSurrogate from) => new(
        new(from.Event), (FactKind)from.Kind, new(from.Project), new(from.Issue), new(from.Trace), from.Transaction,
        new(from.Timestamp), (Level)from.Level, from.Platform, from.Environment, from.Release, from.DurationMs,
        new(from.Replay), (Evidence)from.Evidence);

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
