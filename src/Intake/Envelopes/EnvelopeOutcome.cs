using System.Diagnostics.CodeAnalysis;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>What came of an envelope, or of an event sent to <c>/store/</c>.</summary>
/// <param name="EventId">The id to answer with; none for an envelope without an event.</param>
/// <param name="Kept">How many items gave facts; a container of which some was refused counts twice.</param>
/// <param name="Skipped">How many were of a kind that holds no fact.</param>
/// <param name="Refused">How many should have given a fact and could not; the refusals say why.</param>
/// <param name="Error">Why the envelope as a whole is malformed; nothing of it was kept then. Null: it is not.</param>
public readonly record struct EnvelopeOutcome(EventId EventId, int Kept, int Skipped, int Refused, string? Error)
{
    /// <summary>True if nothing could be made of the envelope as such.</summary>
    [MemberNotNullWhen(true, nameof(Error))]
    public bool IsMalformed => Error is not null;

    internal static EnvelopeOutcome Malformed(string error) => new(default, 0, 0, 0, error);
}
