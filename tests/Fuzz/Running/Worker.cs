using System.Diagnostics;
using ReplayGraph.Fuzz.Coverage;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Running;

/// <summary>Fuzzes one target in this process and prints its progress.</summary>
internal sealed class Worker(FuzzOptions options, TextWriter talk)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(20);

    /// <summary>The file of the input that is being run.</summary>
    internal static string LastInputOf(string corpus, string target) => Path.Combine(corpus, target + ".last");

    /// <summary>Fuzzes it.</summary>
    internal Tally Run(string name)
    {
        // Before any instrumented code runs, because it writes into the map.
        EdgeMap? map = options.IsBlind ? null : EdgeMap.Instance;
        using Target target = AllTargets.Make(name);
        string corpus = options.Corpus!;
        using var last = new LastInput(LastInputOf(corpus, name), target.MaxBytes);
        using var watchdog = new Watchdog();
        string path = CorpusFile.PathOf(corpus, name);
        long begun = Stopwatch.GetTimestamp();
        long told = begun;
        Fuzzing? fuzzing = null;
        fuzzing = new(target, options.Seed!.Value, map)
        {
            Running = input =>
            {
                last.Note(input.Span);
                watchdog.Next();
                if ((fuzzing!.Inputs & 1023) == 0 && Stopwatch.GetElapsedTime(told) > _pause)
                {
                    told = Stopwatch.GetTimestamp();
                    talk.WriteLine(TallyOf(name, fuzzing, map, begun).Row);
                }
            },
            Kept = input => CorpusFile.Append(path, [input]),
            Found = finding => talk.WriteLine(
                $"{name}: {finding.Key}: {FindingFiles.Write(Path.Combine(corpus, "findings"), name, finding)}"),
        };
        fuzzing.Begin(CorpusFile.Read(path));
        fuzzing.Begin(CorpusFile.Committed(name));
        fuzzing.Begin(target.Seeds);
        fuzzing.Continue(options.Inputs, options.Time);
        Tally tally = TallyOf(name, fuzzing, map, begun);
        if (options.Distil is { } distil && map is not null)
        {
            CorpusFile.Write(CorpusFile.PathOf(distil, name), Distillery.Distil(target, fuzzing.Pool.Inputs, map));
        }

        talk.WriteLine(tally.Line);
        return tally;
    }

    private static Tally TallyOf(string name, Fuzzing fuzzing, EdgeMap? map, long begun) => new(
        name,
        fuzzing.Inputs,
        Stopwatch.GetElapsedTime(begun).TotalSeconds,
        fuzzing.Pool.Count,
        map?.Reached ?? 0,
        fuzzing.Findings.Count);
}
