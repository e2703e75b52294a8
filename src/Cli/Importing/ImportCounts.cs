namespace ReplayGraph.Cli.Importing;

/// <summary>What became of lines. Every line that is not blank is counted once, but for envelopes of several facts.</summary>
/// <param name="Accepted">Facts that were new.</param>
/// <param name="Duplicates">Facts that were known already.</param>
/// <param name="Expired">Facts older than their retention.</param>
/// <param name="WithoutFact">Good lines that hold nothing to store.</param>
/// <param name="Refused">Lines that are no fact.</param>
public readonly record struct ImportCounts(long Accepted, long Duplicates, long Expired, long WithoutFact, long Refused)
{
    /// <summary>Facts that were acknowledged.</summary>
    public long Facts => Accepted + Duplicates + Expired;

    /// <summary>The sum.</summary>
    public static ImportCounts operator +(ImportCounts a, ImportCounts b) => new(
        a.Accepted + b.Accepted, a.Duplicates + b.Duplicates, a.Expired + b.Expired, a.WithoutFact + b.WithoutFact, a.Refused + b.Refused);
}

/// <summary>A line of an input that was refused.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Field">The field; empty: the line as a whole.</param>
/// <param name="Error">What is wrong, for people.</param>
public readonly record struct RejectedLine(long Line, string Field, string Error);

/// <summary>What came of an input.</summary>
/// <param name="Counts">What became of its lines; all of it is acknowledged.</param>
/// <param name="FirstRefused">The first refused lines, in their order.</param>
/// <param name="WasCancelled">True if it was stopped before the end.</param>
public sealed record ImportResult(ImportCounts Counts, IReadOnlyList<RejectedLine> FirstRefused, bool WasCancelled);
