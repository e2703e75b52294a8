using System.Globalization;
using ReplayGraph.Simulation.Checks;

namespace ReplayGraph.Simulation.Runs;

/// <summary>Many seeds, several at once, each on a thread of its own.</summary>
internal static class Campaign
{
    private const int SayEvery = 5_000, MostRuns = 500;

    /// <summary>Simulates seeds.</summary>
    /// <returns>0 if all was kept that was promised, else 1: then the failing seeds are said.</returns>
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
                // The first is made short, the others are told as they are.
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
            + $" answers meanwhile: {verdicts[(int)Verdict.Expected]:N0} what was acknowledged, {verdicts[(int)Verdict.Explained]:N0} explained by what"
            + $" was under way, {verdicts[(int)Verdict.Unclear]:N0} unclear"));
        return failed == 0 ? 0 : 1;
    }
}
