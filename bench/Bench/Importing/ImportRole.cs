using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Bench.Importing;

/// <summary>
/// The process that parses, imports and reopens. It reads one command from each line (words separated by tabs) and answers with one line of
/// JSON. It uses the engine of the <c>import</c> command.
/// </summary>
internal static class ImportRole
{
    internal const string Parse = "parse", Import = "import", Leave = "leave", Open = "open", Memory = "memory";

    // What a kill finds open.
    private static EmbeddedGraph? _left;

    internal static async Task<int> RunAsync(TextReader commands, TextWriter answers)
    {
        while (await commands.ReadLineAsync() is { } command)
        {
            Measured measured = command.Split('\t') switch
            {
                [Parse, string file] => await ParseAsync(file),
                [Import, string file, string folder, string flush] =>
                    await ImportAsync(file, folder, TimeSpan.Parse(flush, CultureInfo.InvariantCulture)),
                [Leave, string file, string folder] => await LeaveAsync(file, folder),
                [Open, string folder] => await OpenAsync(folder),
                [Memory, string warmUp, string file, string folder] => await WeighAsync(warmUp, file, folder),
                _ => throw new BenchException($"unknown command '{command}'"),
            };
            await answers.WriteLineAsync(JsonSerializer.Serialize(measured));
            await answers.FlushAsync();
            GC.Collect();
        }

        return 0;
    }

    /// <summary>Imports a file into a graph.</summary>
    /// <exception cref="BenchException">A line was rejected or a fact has expired, so the rate would be wrong.</exception>
    internal static async Task<long> ImportAsync(string file, IGraph graph)
    {
        await using FileStream input = OpenFile(file);
        var target = new GraphTarget(graph, OrganizationId.Default, Timestamp.From(TimeProvider.System.GetUtcNow()));
        ImportResult result = await FileImport.RunAsync(input, target, new ImportProgress());
        ImportCounts counts = result.Counts;
        return counts is { Expired: 0, Rejected: 0 }
            ? counts.Facts
            : throw new BenchException(
                $"{file}: {counts.Expired} facts have expired, {counts.Rejected} lines were rejected. Use recent facts.");
    }

    private static async Task<Measured> ParseAsync(string file)
    {
        var watch = Stopwatch.StartNew();
        await using FileStream input = OpenFile(file);
        long facts = await FileImport.ParseOnlyAsync(input, Timestamp.From(TimeProvider.System.GetUtcNow()));
        return new(facts, watch.Elapsed.TotalSeconds);
    }

    private static async Task<Measured> ImportAsync(string file, string folder, TimeSpan flush)
    {
        var watch = Stopwatch.StartNew();
        IStorage storage = flush == TimeSpan.Zero ? DiskStorage.Instance : new SlowStorage(flush);
        EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder }, TimeProvider.System, storage, CommitThreads.Begin);
        long facts = await ImportAsync(file, graph);
        double seconds = watch.Elapsed.TotalSeconds;
        await graph.DisposeAsync();
        return new(facts, seconds, UntilClosed: watch.Elapsed.TotalSeconds);
    }

    private static async Task<Measured> LeaveAsync(string file, string folder)
    {
        var watch = Stopwatch.StartNew();
        _left = EmbeddedGraph.Open(new() { Folder = folder }, TimeProvider.System);
        return new(await ImportAsync(file, _left), watch.Elapsed.TotalSeconds);
    }

    private static async Task<Measured> OpenAsync(string folder)
    {
        var watch = Stopwatch.StartNew();
        EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder }, TimeProvider.System);
        double seconds = watch.Elapsed.TotalSeconds;
        await graph.DisposeAsync();
        return new(graph.Opened.Facts, seconds);
    }

    // A first import fills what the process keeps anyway, such as buffer pools and statics.
    private static async Task<Measured> WeighAsync(string warmUp, string file, string folder)
    {
        await ImportAsync(warmUp, folder + ".warm-up", TimeSpan.Zero);
        Directory.Delete(folder + ".warm-up", recursive: true);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder }, TimeProvider.System);
        long facts = await ImportAsync(file, graph);
        double seconds = watch.Elapsed.TotalSeconds;
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(graph);
        return new(facts, seconds, Bytes: bytes, WorkingSet: Environment.WorkingSet);
    }

    private static FileStream OpenFile(string file) =>
        new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
}
