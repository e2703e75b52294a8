using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.window")]
internal record struct WindowSurrogate(
    [property: Id(0)] long Start,
    [property: Id(1)] long End)
{
    internal static WindowSurrogate From(Window window) => new(window.Start.Milliseconds, window.End.Milliseconds);

    internal readonly Window ToWindow() => new(new(Start), new(End));
}

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.bounds")]
internal record struct BoundsSurrogate(
    [property: Id(0)] long? Min,
    [property: Id(1)] long? Max)
{
    internal static BoundsSurrogate From(Bounds bounds) => new(bounds.Min, bounds.Max);

    internal readonly Bounds ToBounds() => new(Min, Max);
}

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.replay-filter")]
internal record struct ReplayFilterSurrogate(
    [property: Id(0)] BoundsSurrogate DurationMs,
    [property: Id(1)] WindowSurrogate Started,
    [property: Id(2)] string? Url,
    [property: Id(3)] string? User,
    [property: Id(4)] string[]? Environments,
    [property: Id(5)] BoundsSurrogate Segments,
    [property: Id(6)] BoundsSurrogate Errors,
    [property: Id(7)] long[]? Projects,
    [property: Id(8)] WindowSurrogate? ExistsIn);

[GenerateSerializer(IncludePrimaryConstructorParameters = false), Immutable, Alias("replaygraph.wire.link-filter")]
internal record struct LinkFilterSurrogate(
    [property: Id(0)] WindowSurrogate Window,
    [property: Id(1)] long[]? Projects,
    [property: Id(2)] string[]? Environments,
    [property: Id(3)] byte Evidence,
    [property: Id(4)] ConditionSurrogate? Where,
    [property: Id(5)] byte Fates,
    [property: Id(6)] ReplayFilter? Replay,
    [property: Id(7)] long[]? Visible);

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
    // To older silos tagged, listed and trace are all evidence. The highest bit says that exactly these three are meant.
    private const byte FormerAny = (byte)(Evidence.Direct | Evidence.Trace), Exactly = 0x80;

    public LinkFilter ConvertFromSurrogate(in LinkFilterSurrogate from) => new()
    {
        Window = from.Window.ToWindow(),
        Projects = Lists.Projects(from.Projects),
        Environments = Lists.Texts(from.Environments),
        Evidence = from.Evidence == FormerAny ? Evidence.Any : (Evidence)(from.Evidence & ~Exactly),
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
        Evidence = value.Evidence == Evidence.Any ? FormerAny
            : (byte)value.Evidence == FormerAny ? (byte)(FormerAny | Exactly)
            : (byte)value.Evidence,
        Where = ConditionSurrogate.From(value.Where),
        Fates = (byte)value.Fates,
        Replay = value.Replay,
        Visible = Lists.Projects(value.Visible),
    };
}
