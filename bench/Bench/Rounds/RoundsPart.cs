using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;

namespace ReplayGraph.Bench.Rounds;

/// <summary>
/// Parse, import, restart and HTTP ingest, in rounds, because machines drift: compared values are measured within seconds of each other. A
/// ratio is the median over the rounds.
/// </summary>
internal sealed class RoundsPart(Run run)
{
    private readonly List<Round> _rounds = [];
    private readonly IngestLoad _ingest = new(run);

    /// <summary>A data folder with the workload, closed gracefully.</summary>
    internal string Folder { get; private set; } = "";

    /// <summary>Facts per second.</summary>
    internal double ImportRate => Format.Median(_rounds.Select(round => round.Import.Rate));

    internal async Task MeasureAsync()
    {
        using (var importer = new ImportProcess())
        {
            run.Table.Report("warm-up: parse, import, restart");
            string warm = run.Scratch.NewFolder();
            await RoundAsync(importer, run.WarmUp, warm, isWarmUp: true);
            Workloads.Scratch.Delete(warm);
            int rounds = run.Options.Wants("import", "http", "restart") ? run.Options.Rounds : 1;
            for (int i = 0; i < rounds; i++)
            {
                if (i > 0)
                {
                    Workloads.Scratch.Delete(Folder);
                }

                run.Table.Report($"round {i + 1} of {rounds}");
                Folder = run.Scratch.NewFolder();
                _rounds.Add(await RoundAsync(importer, run.Facts, Folder, isWarmUp: false));
            }
        }

        if (run.Options.Wants("import"))
        {
            await ReportImportAsync();
        }

        ReportIngest();
        ReportRestart();
    }

    private async Task<Round> RoundAsync(ImportProcess importer, string facts, string folder, bool isWarmUp)
    {
        Measured parse = await importer.ParseAsync(facts, run.Cancel);
        Measured import = await importer.ImportAsync(facts, folder, TimeSpan.Zero, run.Cancel);
        var round = new Round(parse, import);
        if (run.Options.Wants("import"))
        {
            string slow = run.Scratch.NewFolder();
            round = round with { SlowImport = (await importer.ImportAsync(facts, slow, run.Options.Flush, run.Cancel)).Rate };
            Workloads.Scratch.Delete(slow);
        }

        if (run.Options.Wants("restart"))
        {
            round = round with { FromSnapshot = (await importer.OpenAsync(folder, run.Cancel)).Seconds };
            File.Delete(Path.Combine(folder, "snapshot"));
            round = round with { FromJournal = (await importer.OpenAsync(folder, run.Cancel)).Seconds };
        }

        if (run.Options.Wants("http") && !isWarmUp)
        {
            round = round with
            {
                LargeBodies = await _ingest.MeasureAsync(connections: 1, linesEach: 5000),
                SmallBodies = await _ingest.MeasureAsync(connections: 16, linesEach: 100),
            };
        }

        run.Table.Report($"  {round}");
        return round;
    }

    private async Task ReportImportAsync()
    {
        double ratio = Median(round => round.Import.Rate / round.Parse.Rate);
        run.Table.Add(new("parse, one thread", $"{Rate(round => round.Parse.Rate)} facts/s"));
        run.Table.Add(new(
            "`import`, durable, as a share of parse",
            $"{Format.Ratio(ratio)} ({Rate(round => round.Import.Rate)} facts/s)", ratio, 0.4, 0.8));
        double slow = Median(round => round.SlowImport / round.Parse.Rate);
        run.Table.Add(new(
            $"... on a disk whose flush takes {run.Options.Flush.TotalMilliseconds} ms longer",
            $"{Format.Ratio(slow)} ({Rate(round => round.SlowImport)} facts/s)", slow, 0.7));
        double closed = Median(round => round.Import.Facts / round.Import.UntilClosed / round.Parse.Rate);
        run.Table.Add(new("... until the folder is closed, its snapshot written", Format.Ratio(closed)));
        double cold = await ImportCommand.MeasureAsync(run);
        double rate = _rounds[0].Import.Facts / cold;
        run.Table.Add(new(
            "... as the command itself, from start to exit: runtime, compilation, snapshot",
            $"{Format.Ratio(rate / Median(round => round.Parse.Rate))} ({Format.Seconds(cold)}, {Format.Rate(rate)} facts/s)"));
    }

    private void ReportIngest()
    {
        if (run.Options.Wants("http"))
        {
            double large = Median(round => round.LargeBodies / round.Import.Rate);
            double small = Median(round => round.SmallBodies / round.Import.Rate);
            run.Table.Add(new(
                "HTTP ingest, one client, 5,000-line bodies, as a share of `import`",
                $"{Format.Ratio(large)} ({Rate(round => round.LargeBodies)} facts/s)", large, 0.4, 0.8));
            run.Table.Add(new(
                "HTTP ingest, 16 clients, 100-line bodies, as a share of `import`",
                $"{Format.Ratio(small)} ({Rate(round => round.SmallBodies)} facts/s)", small, 0.25, 0.5));
        }
    }

    private void ReportRestart()
    {
        if (run.Options.Wants("restart"))
        {
            double snapshot = Median(round => round.Import.Seconds / round.FromSnapshot);
            double journal = Median(round => round.Import.Seconds / round.FromJournal);
            run.Table.Add(new(
                "restart after a graceful stop, facts/s as a share of `import`",
                $"{Format.Ratio(snapshot)} ({Format.Seconds(Median(round => round.FromSnapshot))})", snapshot, 2, 5));
            run.Table.Add(new(
                "restart from the journal alone, as after a crash",
                $"{Format.Ratio(journal)} ({Format.Seconds(Median(round => round.FromJournal))})", journal, 2, 5));
        }
    }

    private double Median(Func<Round, double> of) => Format.Median(_rounds.Select(of));

    private string Rate(Func<Round, double> of) => Format.Rate(Median(of));
}
