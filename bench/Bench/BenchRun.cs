using ReplayGraph.Bench.Lookups;
using ReplayGraph.Bench.Peers;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Rounds;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench;

/// <summary>One run: generates the workload, measures the parts one after another, prints the result.</summary>
internal sealed class BenchRun(BenchOptions options, TextWriter talk)
{
    /// <returns>The exit code: 0 if every required value was reached; in a smoke run, 0 if every part ran.</returns>
    internal async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        using var scratch = new Scratch(options.Data);
        var table = new ResultTable(Machine.Of(options.Data), "bench " + string.Join(' ', Environment.GetCommandLineArgs()[1..]), talk);
        table.Report("generating the workload");
        string? answers = options.Answers ?? (options.Wants("peers") ? scratch.File("answers.json") : null);
        var run = new Run(options, scratch, table, cancel)
        {
            Facts = options.Facts ?? scratch.Generate(options.Events, seed: 1, answers, cancel),
            Answers = answers,
            WarmUp = scratch.Generate(options.WarmUpEvents, seed: 99, cancel: cancel),
        };
        try
        {
            await MeasureAsync(run);
        }
        finally
        {
            // Printed even if a part failed, because the earlier measurements took long.
            table.Print(output);
            if (options.Json is not null)
            {
                table.Save(options.Json);
            }
        }

        return table.IsGood || options.IsSmoke ? 0 : 1;
    }

    private async Task MeasureAsync(Run run)
    {
        var rounds = new RoundsPart(run);
        await rounds.MeasureAsync();
        if (options.Wants("memory"))
        {
            await MemoryPart.MeasureAsync(run);
        }

        if (options.Wants("lookups"))
        {
            await LookupPart.MeasureAsync(run, rounds.Folder);
        }

        if (options.Wants("pages"))
        {
            await PagePart.MeasureAsync(run, rounds.Folder);
        }

        if (options.Wants("tenfold"))
        {
            await TenfoldPart.MeasureAsync(run, rounds.Folder);
        }

        if (options.Wants("peers"))
        {
            await new PeersPart(run, rounds.Folder).MeasureAsync();
        }

        // Last, because they add to the folder.
        if (options.Wants("coverage"))
        {
            await CoveragePart.MeasureAsync(run, rounds.Folder);
        }

        if (options.Wants("during"))
        {
            await DuringImportPart.MeasureAsync(run, rounds.Folder, rounds.ImportRate);
        }

        if (options.Wants("live"))
        {
            await LivePart.MeasureAsync(run, rounds.Folder);
        }
    }
}
