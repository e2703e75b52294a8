using ReplayGraph.Bench.Results;
using ReplayGraph.ClusterBench;

// What the cluster is asked for, measured in one run: `--facts N` says how many facts are ingested, `--hot N` how many events the large
// issue has, `--only NAME` runs one part.
var options = BenchSize.Of(args);
string command = string.Join(' ', ["dotnet run -c Release --project bench/ClusterBench --", .. args]);
var table = new ResultTable(Machine.Of(Path.GetTempPath()), command, Console.Error);
foreach (IPart part in (IPart[])[new IngestPart(), new LookupPart(), new FrontEndPart(), new IdlePart(), new ColdPart(), new HotPart()])
{
    if (options.Only is null || options.Only == part.Name)
    {
        table.Say($"== {part.Name}");
        await part.RunAsync(options, table);
    }
}

table.Print(Console.Out);
return table.IsGood ? 0 : 1;
