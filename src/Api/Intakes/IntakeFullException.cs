namespace ReplayGraph.Api.Intakes;

/// <summary>There is no room for facts that must wait; answered with 429 and <c>Retry-After</c>.</summary>
/// <param name="message">The reason.</param>
/// <param name="retryAfter">Seconds after which a retry may succeed.</param>
/// <param name="inner">The cause.</param>
public sealed class IntakeFullException(string message, int retryAfter, Exception inner) : Exception(message, inner)
{
    /// <summary>Seconds after which a retry may succeed.</summary>
    public int RetryAfter { get; } = retryAfter;
}
