using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Lookups;

/// <summary>Compares issue lookups in a graph of ten times the size with those in the original graph.</summary>
internal static class TenfoldPart
{
    internal static async Task MeasureAsync(Run run, string folder)
    {
        run.Table.Report("ten times the size");
        string facts = run.Scratch.Generate(run.Options.Events * 10, seed: 10, cancel: run.Cancel);
        string large = run.Scratch.NewFolder();
        using (var importer = new ImportProcess())
        {
            Measured import = await importer.ImportAndLeaveAsync(facts, large, run.Cancel);
            run.Table.Add(new("`import` of 10 times the size", $"{Format.Rate(import.Rate)} facts/s"));
        }

        // The importer was killed.
        using (var opener = new ImportProcess())
        {
            Measured start = await opener.OpenAsync(large, run.Cancel);
            run.Table.Add(new(
                "start after a kill with 10 times the size, s",
                $"{Format.Seconds(start.Seconds)} ({Format.Rate(start.Facts)} facts)", start.Seconds, 5, 3, IsCeiling: true));
        }

        File.Delete(facts);
        using (ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel),
               tenfold = await ServerProcess.StartRoleAsync(large, run.Cancel))
        {
            IssueLookups sample = await IssueLookups.DrawAsync(server, "", run.Cancel);
            IssueLookups largeSample = await IssueLookups.DrawAsync(tenfold, "", run.Cancel);
            using var client = new LoadClient(server.Address, LookupPart.Connections);
            using var largeClient = new LoadClient(tenfold.Address, LookupPart.Connections);
            Report(run, "issue lookup in a graph of 10 times the size, its rate as a share", Slices.Measure(
                run,
                time => largeClient.SendFor(time, largeSample.Lookups, run.Cancel),
                time => client.SendFor(time, sample.Lookups, run.Cancel)));
            Slices bytes = Slices.Measure(
                run,
                time => largeClient.SendFor(time, largeSample.Bytes, run.Cancel),
                time => client.SendFor(time, sample.Bytes, run.Cancel));
            run.Table.Add(new(
                "... of which larger answers: as many bytes from the same two servers",
                $"{Format.Ratio(bytes.Ratio)} ({Format.Rate(bytes.First.MeanBytes)} B, {Format.Rate(bytes.Second.MeanBytes)} B)"));
        }

        Workloads.Scratch.Delete(large);
    }

    private static void Report(Run run, string what, Slices slices) => run.Table.Add(new(
        what,
        $"{Format.Ratio(slices.Ratio)} ({Format.Rate(slices.First.Rate)}/s of {Format.Rate(slices.Second.Rate)}/s; "
            + $"p99 {Format.Ms(slices.First.P99)}, {Format.Ms(slices.Second.P99)})",
        slices.Ratio, 0.85));
}
