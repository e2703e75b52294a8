namespace ReplayGraph.Grains.Serialization;

/// <summary>Surrogate of <see cref="GraphException"/>: the caller must know whether to retry.</summary>
[GenerateSerializer, Alias("replaygraph.wire.failure")]
internal struct FailureSurrogate
{
    [Id(0)]
    public string Message;

    [Id(1)]
    public bool IsTransient;

    // Only the message of the cause, because the caller may not know its type.
    [Id(2)]
    public string? Cause;
}

[RegisterConverter]
internal sealed class FailureConverter : IConverter<GraphException, FailureSurrogate>
{
    public GraphException ConvertFromSurrogate(in FailureSurrogate from) =>
        new(from.Cause is { } cause ? $"{from.Message} ({cause})" : from.Message, from.IsTransient);

    public FailureSurrogate ConvertToSurrogate(in GraphException value) => new()
    {
        Message = value.Message,
        IsTransient = value.IsTransient,
        Cause = CauseOf(value),
    };

    private static string? CauseOf(GraphException value) =>
        value.InnerException is { } inner && !value.Message.Contains(inner.Message, StringComparison.Ordinal) ? inner.Message : null;
}
