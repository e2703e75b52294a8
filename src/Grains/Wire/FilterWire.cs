using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Wire;

/// <summary>A span of time, or bounds of a number, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.window")]
internal struct WindowWire
{
    [Id(0)]
    public long Start;

    [Id(1)]
    public long End;

    internal static WindowWire From(Window window) => new() { Start = window.Start.Milliseconds, End = window.End.Milliseconds };

    internal readonly Window ToWindow() => new(new(Start), new(End));
}

/// <summary>Bounds of a number as they are sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.bounds")]
internal struct BoundsWire
{
    [Id(0)]
    public long? Min;

    [Id(1)]
    public long? Max;

    internal static BoundsWire From(Bounds bounds) => new() { Min = bounds.Min, Max = bounds.Max };

    internal readonly Bounds ToBounds() => new(Min, Max);
}

/// <summary>What a replay must be like, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.replay-filter")]
internal struct ReplayFilterWire
{
    [Id(0)]
    public BoundsWire DurationMs;

    [Id(1)]
    public WindowWire Started;

    [Id(2)]
    public string? Url;

    [Id(3)]
    public string? User;

    [Id(4)]
    public string[]? Environments;

    [Id(5)]
    public BoundsWire Segments;

    [Id(6)]
    public BoundsWire Errors;

    [Id(7)]
    public long[]? Projects;

    [Id(8)]
    public WindowWire? ExistsIn;
}

/// <summary>What narrows an answer, as it is sent.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.wire.link-filter")]
internal struct LinkFilterWire
{
    [Id(0)]
    public WindowWire Window;

    [Id(1)]
    public long[]? Projects;

    [Id(2)]
    public string[]? Environments;

    [Id(3)]
    public byte Evidence;

    [Id(4)]
    public ConditionWire? Where;

    [Id(5)]
    public byte Fates;

    [Id(6)]
    public ReplayFilter? Replay;

    [Id(7)]
    public long[]? Visible;
}

[RegisterConverter]
internal sealed class ReplayFilterConverter : IConverter<ReplayFilter, ReplayFilterWire>
{
    public ReplayFilter ConvertFromSurrogate(in ReplayFilterWire from) => new()
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

    public ReplayFilterWire ConvertToSurrogate(in ReplayFilter value) => new()
    {
        DurationMs = BoundsWire.From(value.DurationMs),
        Started = WindowWire.From(value.Started),
        Url = value.Url,
        User = value.User,
        Environments = Lists.Texts(value.Environments),
        Segments = BoundsWire.From(value.Segments),
        Errors = BoundsWire.From(value.Errors),
        Projects = Lists.Projects(value.Projects),
        ExistsIn = value.ExistsIn is { } window ? WindowWire.From(window) : null,
    };
}

[RegisterConverter]
internal sealed class LinkFilterConverter : IConverter<LinkFilter, LinkFilterWire>
{
    public LinkFilter ConvertFromSurrogate(in LinkFilterWire from) => new()
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

    public LinkFilterWire ConvertToSurrogate(in LinkFilter value) => new()
    {
        Window = WindowWire.From(value.Window),
        Projects = Lists.Projects(value.Projects),
        Environments = Lists.Texts(value.Environments),
        Evidence = (byte)value.Evidence,
        Where = ConditionWire.From(value.Where),
        Fates = (byte)value.Fates,
        Replay = value.Replay,
        Visible = Lists.Projects(value.Visible),
    };
}
