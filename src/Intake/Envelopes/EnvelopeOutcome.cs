using System.Diagnostics.CodeAnalysis;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>The result of reading an envelope, or an event sent to <c>/store/</c>.</summary>
/// <param name="EventId">The id for the response; none for an envelope without an event.</param>
/// <param name="Kept">Items that yielded facts; a container that was rejected in part also counts as refused.</param>
/// <param name="Skipped">Items of a type that holds no facts.</param>
/// <param name="Refused">Items that were rejected; the refusals give the reasons.</param>
/// <param name="Error">Why the envelope is malformed, in which case nothing was kept; otherwise null.</param>
public readonly record struct EnvelopeOutcome(EventId EventId, int Kept, int Skipped, int Refused, string? Error)
{
    /// <summary>Whether the envelope as a whole could not be read.</summary>
    [MemberNotNullWhen(true, nameof(Error))]
    public bool IsMalformed => Error is not null;

    internal static EnvelopeOutcome Malformed(string error) => new(default, 0, 0, 0, error);
}
