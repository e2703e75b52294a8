using System.Globalization;
using ReplayGraph.Simulation.Checks;

namespace ReplayGraph.Simulation.Runs;

/// <summary>Runs many seeds on several threads.</summary>
internal static class Campaign
{
    private const int SayEvery = 5_000, MostRuns = 500;

    /// <summary>Simulates the seeds and prints failures and totals.</summary>
    /// <returns>0 if no seed failed, else 1.</returns>
    internal static int Run(HostKind host, int first, int count, int threads, TimeProvider time, TextWriter to)
    {
        long begun = time.GetTimestamp(), simulated = 0, steps = 0, faults = 0;
        long[] verdicts = new long[Enum.GetValues<Verdict>().Length];
        int failed = 0, done = 0;
        TextWriter said = TextWriter.Synchronized(to);
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = threads }, seed =>
        {
            Outcome outcome = Simulation.Run(new Plan(host, seed));
            Interlocked.Add(ref simulated, (long)outcome.Simulated.TotalMilliseconds);
            Interlocked.Add(ref steps, outcome.Steps);
            for (int i = 0; i < verdicts.Length; i++)
            {
                Interlocked.Add(ref verdicts[i], outcome.Verdicts[i]);
            }

            Interlocked.Add(ref faults, outcome.Happened.Count);
            if (outcome.Failure is not null)
            {
                // Only the first failure is shrunk.
                bool isFirst = Interlocked.Increment(ref failed) == 1;
                said.WriteLine(Shown.Describe(isFirst ? new Shrinker(outcome, MostRuns).Run() : outcome));
            }

            if (Interlocked.Increment(ref done) % SayEvery == 0)
            {
                said.WriteLine($"{host}: {done} seeds, {failed} failed, {time.GetElapsedTime(begun).TotalSeconds:0} s");
            }
        });
        TimeSpan real = time.GetElapsedTime(begun);
        said.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{host}: {count:N0} seeds from {first}, {failed} failed, in {real.TotalSeconds:0.0} s; {simulated / 1000:N0} s simulated,"
            + $" {simulated / real.TotalMilliseconds:N0} to 1; {steps:N0} steps, {faults:N0} faults;"
            + $" answers during ingest: {verdicts[(int)Verdict.Expected]:N0} as acknowledged,"
            + $" {verdicts[(int)Verdict.Explained]:N0} explained by batches in progress, {verdicts[(int)Verdict.Unclear]:N0} unclear"));
        return failed == 0 ? 0 : 1;
    }
}
