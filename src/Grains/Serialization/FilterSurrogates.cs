using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="Window"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.window")]
internal struct WindowSurrogate
{
    [Id(0)]
    public long Start;

    [Id(1)]
    public long End;

    internal static WindowSurrogate From(Window window) => new() { Start = window.Start.Milliseconds, End = window.End.Milliseconds };

    internal readonly Window ToWindow() => new(new(Start), new(End));
}

/// <summary>Surrogate of <see cref="Bounds"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.bounds")]
internal struct BoundsSurrogate
{
    [Id(0)]
    public long? Min;

    [Id(1)]
    public long? Max;

    internal static BoundsSurrogate From(Bounds bounds) => new() { Min = bounds.Min, Max = bounds.Max };

    internal readonly Bounds ToBounds() => new(Min, Max);
}

/// <summary>Surrogate of <see cref="ReplayFilter"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-filter")]
internal struct ReplayFilterSurrogate
{
    [Id(0)]
    public BoundsSurrogate DurationMs;

    [Id(1)]
    public WindowSurrogate Started;

    [Id(2)]
    public string? Url;

    [Id(3)]
    public string? User;

    [Id(4)]
    public string[]? Environments;

    [Id(5)]
    public BoundsSurrogate Segments;

    [Id(6)]
    public BoundsSurrogate Errors;

    [Id(7)]
    public long[]? Projects;

    [Id(8)]
    public WindowSurrogate? ExistsIn;
}

/// <summary>Surrogate of <see cref="LinkFilter"/>.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.link-filter")]
internal struct LinkFilterSurrogate
{
    [Id(0)]
    public WindowSurrogate Window;

    [Id(1)]
    public long[]? Projects;

    [Id(2)]
    public string[]? Environments;

    [Id(3)]
    public byte Evidence;

    [Id(4)]
    public ConditionSurrogate? Where;

    [Id(5)]
    public byte Fates;

    [Id(6)]
    public ReplayFilter? Replay;

    [Id(7)]
    public long[]? Visible;
}

[RegisterConverter]
internal sealed class ReplayFilterConverter : IConverter<ReplayFilter, ReplayFilterSurrogate>
{
    public ReplayFilter ConvertFromSurrogate(in ReplayFilterSurrogate from) => new()
    {
        DurationMs = from.DurationMs.ToBounds(),
        Started = from.Started.ToWindow(),
        Url = from.Url,
        User = from.User,
        Environments = Lists.Texts(from.Environments),
        Segments = from.Segments.ToBounds(),
        Errors = from.Errors.ToBounds(),
        Projects = Lists.Projects(from.Projects),
        ExistsIn = from.ExistsIn?.ToWindow(),
    };

    public ReplayFilterSurrogate ConvertToSurrogate(in ReplayFilter value) => new()
    {
        DurationMs = BoundsSurrogate.From(value.DurationMs),
        Started = WindowSurrogate.From(value.Started),
        Url = value.Url,
        User = value.User,
        Environments = Lists.Texts(value.Environments),
        Segments = BoundsSurrogate.From(value.Segments),
        Errors = BoundsSurrogate.From(value.Errors),
        Projects = Lists.Projects(value.Projects),
        ExistsIn = value.ExistsIn is { } window ? WindowSurrogate.From(window) : null,
    };
}

[RegisterConverter]
internal sealed class LinkFilterConverter : IConverter<LinkFilter, LinkFilterSurrogate>
{
    public LinkFilter ConvertFromSurrogate(in LinkFilterSurrogate from) => new()
    {
        Window = from.Window.ToWindow(),
        Projects = Lists.Projects(from.Projects),
        Environments = Lists.Texts(from.Environments),
        Evidence = (Evidence)from.Evidence,
        Where = from.Where?.ToCondition(),
        Fates = (FateSet)from.Fates,
        Replay = from.Replay,
        Visible = Lists.Projects(from.Visible),
    };

    public LinkFilterSurrogate ConvertToSurrogate(in LinkFilter value) => new()
    {
        Window = WindowSurrogate.From(value.Window),
        Projects = Lists.Projects(value.Projects),
        Environments = Lists.Texts(value.Environments),
        Evidence = (byte)value.Evidence,
        Where = ConditionSurrogate.From(value.Where),
        Fates = (byte)value.Fates,
        Replay = value.Replay,
        Visible = Lists.Projects(value.Visible),
    };
}
