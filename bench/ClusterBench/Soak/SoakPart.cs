using System.Globalization;
using Npgsql;
using ReplayGraph.Bench.Results;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.Postgres;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Soak;

/// <summary>
/// Three silos, a front-end and PostgreSQL under a steady load, with retention in short periods: what they occupy, and how long lookups take.
/// The last quarter of the time is compared with the one before it; the first half warms up.
/// </summary>
internal sealed class SoakPart : IPart
{
    private const int Silos = 3, Windows = 12, FirstCompared = Windows / 2, Quarter = Windows / 4, FirstBatches = 1000;
    private const double Megabyte = 1e6;

    // A log stands for a day or more, whatever its facts say. So that it can be dropped with them, the date is brought forward.
    private const string ExpirePeriods =
        """
        UPDATE replaygraph.periods AS old SET expires_at = next.begun_at + $1
        FROM replaygraph.periods AS next
        WHERE old.number > 0 AND next.number = (SELECT min(number) FROM replaygraph.periods WHERE number > old.number)
            AND next.begun_at + $1 < now() AND old.expires_at > now()
        """;

    // As long as a third of what is kept: at most four periods hold rows that have not expired.
    private static readonly TimeSpan _period = FreshFacts.Kept / 3, _sample = TimeSpan.FromSeconds(30);

    public string Name => "soak";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync(isDurable: true);
        string database = await server.CreateDatabaseAsync();
        List<ClusterProgram> programs = [];
        string[] retention = ["--ReplayGraph:RetentionDays", $"{FreshFacts.RetentionDays}"];
        try
        {
            for (int i = 0; i < Silos; i++)
            {
                programs.Add(await ClusterProgram.StartAsync("silo", database, retention));
            }

            ClusterProgram front = await ClusterProgram.StartAsync("api", database, retention);
            programs.Add(front);
            var facts = new FreshFacts();
            using var load = new SteadyLoad(front.Address, facts.Next, FreshFacts.Issues);
            await load.PrepareAsync(Enumerable.Range(0, FirstBatches).Select(_ => facts.Next()));
            await using var store = new PostgresStore(new PostgresOptions { ConnectionString = database, PeriodLength = _period });
            List<Window> windows = [];
            for (int i = 0; i < Windows; i++)
            {
                Task<Observed> loading = load.ObserveAsync(TimeSpan.FromMinutes(size.Minutes / Windows), static () => { });
                Sample peak = await WatchAsync(loading, database, store, () => Sample.OfAsync(server, database, programs[..Silos], front));
                windows.Add(new(await loading, peak));
                table.Report($"{size.Minutes / Windows * (i + 1):0} min: {windows[^1]}");
            }

            Report(windows, table);
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    private static async Task<Sample> WatchAsync(Task loading, string database, PostgresStore store, Func<Task<Sample>> take)
    {
        Sample peak = await take();
        while (await Task.WhenAny(loading, Task.Delay(_sample)) != loading)
        {
            await ExpireAsync(database);
            while (await store.SweepAsync(Timestamp.From(TimeProvider.System.GetUtcNow())) > 0)
            {
                // There is more.
            }

            peak = Sample.Peak(peak, await take());
        }

        return peak;
    }

    private static async Task ExpireAsync(string database)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand(ExpirePeriods);
        command.Parameters.Add(new() { Value = FreshFacts.Kept });
        await command.ExecuteNonQueryAsync();
    }

    private static void Report(List<Window> windows, ResultTable table)
    {
        List<Window> third = windows[FirstCompared..(FirstCompared + Quarter)], last = windows[(FirstCompared + Quarter)..];
        Compare("lookups' p99", window => window.Observed.Percentile(0.99).TotalMilliseconds, Format.Ms);
        Compare("lookups' median", window => window.Observed.Percentile(0.5).TotalMilliseconds, Format.Ms);
        Compare("memory of the largest silo", window => window.Peak.Silo / Megabyte, Megabytes);
        Compare("memory of the front-end", window => window.Peak.FrontEnd / Megabyte, Megabytes);
        Compare("memory of PostgreSQL", window => window.Peak.Database / Megabyte, Megabytes);
        Compare("tables of the periods", window => window.Peak.Logs / Megabyte, Megabytes);
        Compare("indexes of the periods", window => window.Peak.LogIndexes / Megabyte, Megabytes);
        Compare("other tables, whose rows leave a day after they expire", window => window.Peak.Rows / Megabyte, Megabytes, isFlat: false);
        Compare("their indexes", window => window.Peak.RowIndexes / Megabyte, Megabytes, isFlat: false);
        int failed = windows.Sum(window => window.Observed.Failed);
        table.Add(new Row("lookups that failed", $"{failed}", failed, 0, IsCeiling: true));

        void Compare(string what, Func<Window, double> of, Func<double, string> format, bool isFlat = true)
        {
            double before = Format.Median(third.Select(of)), after = Format.Median(last.Select(of));
            table.Add(new Row(
                $"{what}: third quarter, last quarter, ratio", $"{format(before)}, {format(after)}, {Format.Ratio(after / before)}",
                after / before, isFlat ? 1.1 : null, IsCeiling: true));
        }
    }

    private static string Megabytes(double value) => value.ToString("0", CultureInfo.InvariantCulture) + " MB";

    /// <summary>A part of the time.</summary>
    private sealed record Window(Observed Observed, Sample Peak)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"p99 {Observed.Percentile(0.99).TotalMilliseconds:0.00} ms, median {Observed.Percentile(0.5).TotalMilliseconds:0.00} ms, "
                + $"slowest batch {Observed.SlowestBatch.TotalMilliseconds:0} ms; MB: silo {Peak.Silo / Megabyte:0}, "
                + $"front-end {Peak.FrontEnd / Megabyte:0}, PostgreSQL {Peak.Database / Megabyte:0}, "
                + $"periods {Peak.Logs / Megabyte:0} and {Peak.LogIndexes / Megabyte:0}, rows {Peak.Rows / Megabyte:0} and {Peak.RowIndexes / Megabyte:0}");
    }
}
