using ReplayGraph.Bench.Results;
using ReplayGraph.ClusterBench;
using ReplayGraph.ClusterBench.Growth;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.ClusterBench.Soak;
using ReplayGraph.ClusterBench.Tables;

// Measures the cluster in one run: `--facts N` facts are ingested, the large issue has `--hot N` events, the cold one `--cold N` replays,
// the shared trace `--shared N` events and replays; rows of `--replays N` replays are updated `--updates N` times each, with the fill factor
// `--fillfactor N`; statements are explained on `--rows N` rows; the soak takes `--minutes N`; `--only NAME` runs one part.
var options = BenchSize.Of(args);
string command = string.Join(' ', ["dotnet run -c Release --project bench/ClusterBench --", .. args]);
var table = new ResultTable(Machine.Of(Path.GetTempPath()), command, Console.Error);
foreach (IPart part in (IPart[])[
    new IngestPart(), new LookupPart(), new FrontEndPart(), new IdlePart(), new ColdPart(), new MergedPart(), new CompactionPart(), new HotPart(),
    new CoveragePart(), new SharedPart(), new OutagePart(), new UpdatesPart(), new GrowthPart(), new SoakPart(), new StatementsPart()])
{
    // Plans, the figures of many processes and of hours are printed only if they are asked for.
    if (options.Only == part.Name || (options.Only is null && part is not (StatementsPart or GrowthPart or SoakPart)))
    {
        table.Report($"== {part.Name}");
        await part.RunAsync(options, table);
    }
}

table.Print(Console.Out);
return table.IsGood ? 0 : 1;
