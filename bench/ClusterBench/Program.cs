using ReplayGraph.Bench.Results;
using ReplayGraph.ClusterBench;
using ReplayGraph.ClusterBench.Outages;

// Measures the cluster in one run: `--facts N` facts are ingested, the large issue has `--hot N` events, the cold one `--cold N` replays,
// the shared trace `--shared N` events and replays;
// `--only NAME` runs one part.
var options = BenchSize.Of(args);
string command = string.Join(' ', ["dotnet run -c Release --project bench/ClusterBench --", .. args]);
var table = new ResultTable(Machine.Of(Path.GetTempPath()), command, Console.Error);
foreach (IPart part in (IPart[])[
    new IngestPart(), new LookupPart(), new FrontEndPart(), new IdlePart(), new ColdPart(), new CompactionPart(), new HotPart(),
    new SharedPart(), new OutagePart()])
{
    if (options.Only is null || options.Only == part.Name)
    {
        table.Report($"== {part.Name}");
        await part.RunAsync(options, table);
    }
}

table.Print(Console.Out);
return table.IsGood ? 0 : 1;
