namespace ReplayGraph.Cli.Importing;

/// <summary>The outcome of lines. Every non-blank line counts once, except those of several facts.</summary>
/// <param name="Accepted">New facts.</param>
/// <param name="Duplicates">Facts that were already known.</param>
/// <param name="Expired">Facts older than their retention.</param>
/// <param name="WithoutFact">Valid lines that store nothing.</param>
/// <param name="Rejected">Rejected lines.</param>
/// <param name="Journalled">Durable facts of which a server that was starting did not know yet whether they are new.</param>
public readonly record struct ImportCounts(
    long Accepted, long Duplicates, long Expired, long WithoutFact, long Rejected, long Journalled = 0)
{
    /// <summary>The number of acknowledged facts.</summary>
    public long Facts => Accepted + Duplicates + Expired + Journalled;

    /// <summary>The sum.</summary>
    public static ImportCounts operator +(ImportCounts a, ImportCounts b) => new(
        a.Accepted + b.Accepted,
        a.Duplicates + b.Duplicates,
        a.Expired + b.Expired,
        a.WithoutFact + b.WithoutFact,
        a.Rejected + b.Rejected,
        a.Journalled + b.Journalled);
}

/// <summary>A rejected line of an input.</summary>
/// <param name="Line">The line number, from 1.</param>
/// <param name="Field">The invalid field; empty for the whole line.</param>
/// <param name="Error">The error message.</param>
public readonly record struct RejectedLine(long Line, string Field, string Error);

/// <summary>The result of an import.</summary>
/// <param name="Counts">The counts, all of them acknowledged.</param>
/// <param name="FirstRejected">The first rejected lines, in order.</param>
/// <param name="WasCancelled">Whether the import was stopped before the end.</param>
public sealed record ImportResult(ImportCounts Counts, IReadOnlyList<RejectedLine> FirstRejected, bool WasCancelled);
