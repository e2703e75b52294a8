using System.Diagnostics;
using System.Globalization;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.MultiSilo.Tests.Silos;
using ReplayGraph.Prerequisites;
using Xunit.Abstractions;

namespace ReplayGraph.MultiSilo.Tests;

/// <summary>
/// Imports a realistic workload through three silos and compares every answer of each silo with those of a brute-force join.
/// <c>REPLAYGRAPH_EVENTS=300000</c> makes it larger.
/// </summary>
[NeedsPostgres]
public sealed class WorkloadTests(ITestOutputHelper output, Logs logs) : IClassFixture<Logs>, IDisposable
{
    private const string InOrder = "in-order", Shuffled = "shuffled";

    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-workload-").FullName;
    private readonly string _events = Environment.GetEnvironmentVariable("REPLAYGRAPH_EVENTS") ?? "6000";

    private string AnswersFile => Path.Combine(_folder, "answers");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EveryAnswerIsExact_InOrder_AndShuffledWithRepeats()
    {
        string[] lines = (await Command.RunAsync("", "generate", _events, "--answers", AnswersFile)).TrimEnd('\n').Split('\n');
        await using ThreeSilos silos = await ThreeSilos.StartAsync(logs.Plan(InOrder, Shuffled));
        string[][] parts = [.. lines.Chunk((lines.Length / silos.All.Count) + 1)];
        await TimedAsync(InOrder, lines.Length, async () =>
        {
            foreach ((string[] part, ServerProcess silo) in parts.Zip(silos.All))
            {
                await ImportAsync(InOrder, part, silo);
            }
        });
        await CompareAsync(InOrder, silos.All);

        string[] doubled = [.. lines, .. lines];
        new Random(8).Shuffle(doubled);
        parts = [.. doubled.Chunk((doubled.Length / silos.All.Count) + 1)];
        await TimedAsync(Shuffled, doubled.Length, () =>
            Task.WhenAll(parts.Zip(silos.All, (part, silo) => ImportAsync(Shuffled, part, silo))));
        await CompareAsync(Shuffled, silos.All);
    }

    private async Task ImportAsync(string organization, string[] lines, ServerProcess silo)
    {
        string file = Path.Combine(_folder, $"{organization}-{silo.Name}");
        await File.WriteAllLinesAsync(file, lines);
        await Command.RunAsync(organization, "import", file, "--server", $"{silo.Client.BaseAddress}", "--org", organization);
    }

    private async Task CompareAsync(string organization, IReadOnlyList<ServerProcess> silos)
    {
        foreach (ServerProcess silo in silos)
        {
            long begun = Stopwatch.GetTimestamp();
            string text = await Command.RunAsync(
                organization, "compare", AnswersFile, "--server", $"{silo.Client.BaseAddress}", "--org", organization);
            Logs.Log(
                output,
                $"{organization}, {silo.Name}, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s: {text.TrimEnd().ReplaceLineEndings(", ")}");
        }
    }

    private async Task TimedAsync(string organization, int facts, Func<Task> import)
    {
        long begun = Stopwatch.GetTimestamp();
        await import();
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Logs.Log(output, string.Create(
            CultureInfo.InvariantCulture, $"{organization}: {facts:N0} facts in {seconds:0} s, {facts / seconds:N0} facts/s"));
    }
}
