using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Tests.Retention;
using Xunit.Abstractions;

namespace ReplayGraph.Embedded.Tests;

/// <summary>Managed memory of facts. Runs alone in the process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests(ITestOutputHelper output) : Scratch
{
    [Fact]
    public async Task AFact_CostsLessThan150Bytes()
    {
        const int Facts = 200_000, Traces = 400;
        var workload = new ShapedWorkload(1, Facts);
        EmbeddedGraph graph = Open();
        await graph.IngestAsync(World.Organization, workload.Next(Traces));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int facts = 0;
        while (facts < Facts)
        {
            facts += (await graph.IngestAsync(World.Organization, workload.Next(Traces))).Accepted;
        }

        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)facts;
        output.WriteLine($"{bytes:F1} bytes for each of {facts} facts");
        Assert.InRange(bytes, 20, 150);
        GC.KeepAlive(graph);
    }

    [Fact]
    public async Task Forever_MemoryAndDiskStayBounded()
    {
        const int Cycles = 20, Events = 20_000;
        EmbeddedGraph graph = Open(segmentBytes: 1 << 20);
        var sizes = new List<long>();
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            Timestamp begin = World.At(cycle * 91 * World.Day);
            Time.AdjustTime(begin.ToDate());
            for (int i = 0; i < 10; i++)
            {
                await graph.IngestAsync(World.Organization, RetentionWorkload.Of((cycle * 10) + i, Events / 10, begin));
            }

            Time.AdjustTime(World.At(((cycle * 91) + 91) * World.Day).ToDate());
            await graph.SweepAsync();
            sizes.Add(GC.GetTotalMemory(forceFullCollection: true));
            Assert.True(JournalFiles().Sum(file => new FileInfo(file).Length) < 2 << 20);
        }

        output.WriteLine(string.Join(' ', sizes.Select(size => $"{size >> 10}")) + " KiB after each cycle");
        // A cycle's facts take about 3 MB. Only 8 bytes for each replay ever seen remain.
        long grown = sizes[^1] - sizes[2];
        Assert.True(grown < 1 << 20, $"Memory grew by {grown} bytes in {Cycles} cycles: {string.Join(' ', sizes.Select(size => size >> 10))} KiB");
    }
}
