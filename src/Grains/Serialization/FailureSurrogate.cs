namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="GraphException"/>: the caller must know whether to retry.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false), Alias("replaygraph.wire.failure")]
internal record struct FailureSurrogate(
    [property: Id(0)] string Message,
    [property: Id(1)] bool IsTransient,
    // Only the message of the cause, because the caller may not know its type.
    [property: Id(2)] string? Cause);

[RegisterConverter]
internal sealed class FailureConverter : IConverter<GraphException, FailureSurrogate>
{
    public GraphException ConvertFromSurrogate(in FailureSurrogate from) =>
        new(from.Cause is { } cause ? $"{from.Message} ({cause})" : from.Message, from.IsTransient);

    public FailureSurrogate ConvertToSurrogate(in GraphException value) => new(value.Message, value.IsTransient, CauseOf(value));

    private static string? CauseOf(GraphException value) =>
        value.InnerException is { } inner && !value.Message.Contains(inner.Message, StringComparison.Ordinal) ? inner.Message : null;
}
