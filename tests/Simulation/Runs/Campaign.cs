using System.Globalization;

namespace ReplayGraph.Simulation.Runs;

/// <summary>Many seeds, several at once, each on a thread of its own.</summary>
internal static class Campaign
{
    private const int SayEvery = 5_000;

    /// <summary>Simulates seeds.</summary>
    /// <returns>0 if all was kept that was promised, else 1: then the failing seeds are said.</returns>
    internal static int Run(HostKind host, int first, int count, int threads, TimeProvider time, TextWriter to)
    {
        long begun = time.GetTimestamp(), simulated = 0, steps = 0, answers = 0, faults = 0;
        int failed = 0, done = 0;
        TextWriter said = TextWriter.Synchronized(to);
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = threads }, seed =>
        {
            Outcome outcome = Simulation.Run(new Plan(host, seed));
            Interlocked.Add(ref simulated, (long)outcome.Simulated.TotalMilliseconds);
            Interlocked.Add(ref steps, outcome.Steps);
            Interlocked.Add(ref answers, outcome.Checked);
            Interlocked.Add(ref faults, outcome.Happened.Count);
            if (outcome.Failure is not null)
            {
                Interlocked.Increment(ref failed);
                said.WriteLine($"{host} seed {seed} fails: {outcome.Failure}");
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
            + $" {simulated / real.TotalMilliseconds:N0} to 1; {steps:N0} steps, {faults:N0} faults, {answers:N0} answers checked meanwhile"));
        return failed == 0 ? 0 : 1;
    }
}
