using System.Diagnostics;
using System.Globalization;
using ReplayGraph.Fuzz.Coverage;

namespace ReplayGraph.Fuzz.Running;

/// <summary>Fuzzes targets, each in its own process: a crash is a finding, and the other targets continue.</summary>
internal sealed class Campaign(FuzzOptions options, TextWriter talk)
{
    // 64 MiB of allocations between two collections.
    private const string YoungGeneration = "0x4000000";

    // Exit codes of a process that was stopped from outside.
    private const int Interrupted = 130;
    private const int Terminated = 143;

    private readonly List<Tally> _tallies = [];

    /// <summary>Fuzzes them.</summary>
    /// <returns>The result of each target.</returns>
    internal async Task<IReadOnlyList<Tally>> RunAsync(IEnumerable<string> targets)
    {
        Directory.CreateDirectory(options.Corpus!);
        if (options.Distil is { } distil)
        {
            Directory.CreateDirectory(distil);
        }

        using InstrumentedFolder? folder = options.IsBlind ? null : InstrumentedFolder.Make();
        string program = folder?.Program ?? typeof(Campaign).Assembly.Location;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers };
        await Parallel.ForEachAsync(targets, parallel, async (target, cancel) => await RunAsync(program, target, cancel));
        return [.. _tallies.OrderBy(tally => tally.Target, StringComparer.Ordinal)];
    }

    private async Task RunAsync(string program, string target, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. Arguments(target)]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_GCgen0size"] = YoungGeneration;
        using Process process = Process.Start(start)!;
        Tally? tally = null;
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            tally = Tally.Read(line) ?? tally;
            if (!line.StartsWith('='))
            {
                Say(line);
            }
        }

        await process.WaitForExitAsync(cancel);
        if (tally is null && process.ExitCode is (Interrupted or Terminated))
        {
            Say($"{target}: stopped from outside");
            tally = new(target, 0, 0, 0, 0, 0);
        }
        else if (tally is null)
        {
            string last = Worker.LastInputOf(options.Corpus!, target);
            string key = process.ExitCode == Watchdog.Hung ? "hang" : $"the process died, exit code {process.ExitCode}";
            var finding = new Finding(key, "its last input", File.Exists(last) ? LastInput.Read(last) : []);
            Say($"{target}: {key}: {FindingFiles.Write(Path.Combine(options.Corpus!, "findings"), target, finding)}");
            tally = new(target, 0, 0, 0, 0, 1);
        }

        lock (_tallies)
        {
            _tallies.Add(tally);
        }
    }

    private IEnumerable<string> Arguments(string target)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return
        [
            "--worker", "--target", target, "--inputs", options.Inputs.ToString(culture),
            "--seconds", ((long)options.Time.TotalSeconds).ToString(culture), "--seed", options.Seed!.Value.ToString(culture),
            "--corpus", options.Corpus!, .. options.IsBlind ? ["--blind"] : Array.Empty<string>(),
            .. options.Distil is { } distil ? ["--distil", distil] : Array.Empty<string>(),
        ];
    }

    private void Say(string line)
    {
        lock (talk)
        {
            talk.WriteLine(line);
        }
    }
}
