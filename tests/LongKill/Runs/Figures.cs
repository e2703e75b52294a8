using System.Globalization;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.LongKill.Checks;

namespace ReplayGraph.LongKill.Runs;

/// <summary>The figures of a run.</summary>
/// <param name="run">The run.</param>
/// <param name="faults">The injected faults.</param>
/// <param name="last">The final check.</param>
/// <param name="counts">The counts of the senders, the feed's first.</param>
internal sealed class Figures(LongRun run, FaultRun faults, LastCheck last, IReadOnlyList<FeedCounts> counts)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(run.Findings.IsNone ? "PASSED" : "FAILED")}, {run.Options.Program}, seed {run.Options.Seed}, {run.Options.Minutes} minutes\n"
        + $"facts: {Sum(one => one.Sent):N0} sent, {Sum(one => one.Facts):N0} acknowledged;"
        + $" batches: {Sum(one => one.Begun):N0} sent, {Sum(one => one.Batches):N0} acknowledged\n"
        + $"retries: {Sum(one => one.Unavailable):N0} times 503, {Sum(one => one.Broken):N0} broken connections,"
        + $" {Sum(one => one.Late):N0} timeouts\n"
        + $"SDKs: {run.Sdks}\n"
        + $"faults: {faults.Counts.Values.Sum()}: {Listed(faults.Counts)}\n"
        + $"unexpected ends of processes: {faults.Ends.Values.Sum()}: {Listed(faults.Ends)}\n"
        + $"longest time without an acknowledgement: {counts[0].Silence.TotalSeconds:0.0} s;"
        + $" slowest resumption: {faults.SlowestResumption.TotalSeconds:0.0} s\n"
        + $"answers compared: {run.Comparison.Compared:N0}; unanswered during faults: {run.Comparison.Unanswered:N0}\n"
        + $"ingested again at the end: {last.ToldAgain:N0} facts\n"
        + $"acknowledged facts lost: {run.Findings.Lost}; wrong answers: {run.Findings.Wrong}; other failures: {run.Findings.Other}");

    private static string Listed<T>(IReadOnlyDictionary<T, int> counts) => string.Join(", ", counts.Select(one => $"{one.Value} {one.Key}"));

    private int Sum(Func<FeedCounts, int> of) => counts.Sum(of);
}
