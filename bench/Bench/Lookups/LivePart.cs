using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Lookups;

/// <summary>
/// Lookups at a fixed rate while an import runs inside the server, with a thousand live streams of as many issues and without any, in turns:
/// what the streams add to the latency of lookups.
/// </summary>
internal sealed class LivePart(Run run, ServerProcess server, IssueLookups sample)
{
    private const int Streams = 1000, Connections = 32, PerSecond = 1000, Turns = 3;

    private readonly Load _with = new(), _without = new();
    private readonly List<double> _ratios = [];
    private double _events, _seconds;
    private ulong _seed = 20;

    internal static async Task MeasureAsync(Run run, string folder)
    {
        run.Table.Report("lookups during an import, with live streams");
        using ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel);
        IssueLookups sample = await IssueLookups.DrawAsync(server, "", run.Cancel);
        var part = new LivePart(run, server, sample);
        await part.MeasureAsync();
    }

    private async Task MeasureAsync()
    {
        await LoadAsync(run.WarmUp);
        string[] paths = [.. sample.Paths.Distinct().Take(Streams).Select(path => path + "/live")];
        for (int i = 0; i < Turns; i++)
        {
            Load without = await LoadNewAsync();
            using LiveStreams streams = await LiveStreams.OpenAsync(server.Address, paths, run.Cancel);
            Load with = await LoadNewAsync();
            (_events, _seconds) = (_events + streams.Events, _seconds + with.Seconds);
            run.Table.Report($"  p99 {Format.Ms(without.P99)} without, {Format.Ms(with.P99)} with");
            _ratios.Add(with.P99 / without.P99);
            _without.Add(without);
            _with.Add(with);
        }

        double ratio = Format.Median(_ratios);
        run.Table.Add(new(
            $"p99 of {Format.Rate(PerSecond)} lookups/s during an import with {paths.Length} live streams, relative to none",
            $"{Format.Ratio(ratio)} (with: p50 {Format.Ms(_with.P50)}, p99 {Format.Ms(_with.P99)}; without: p50 {Format.Ms(_without.P50)}, "
                + $"p99 {Format.Ms(_without.P99)}; {Format.Rate(_events / _seconds)} events/s)",
            ratio, 2, 1.2, IsCeiling: true));
    }

    private async Task<Load> LoadNewAsync()
    {
        string facts = run.Scratch.Generate(run.Options.Events / 4, _seed++, cancel: run.Cancel);
        Load load = await LoadAsync(facts);
        File.Delete(facts);
        return load;
    }

    private async Task<Load> LoadAsync(string facts)
    {
        using var client = new LoadClient(server.Address, Connections);
        Task<Measured> importing = server.ImportAsync(facts, run.Cancel);
        Load load = client.SendWhile(importing, PerSecond, sample.Lookups, run.Cancel);
        await importing;
        return load;
    }
}
