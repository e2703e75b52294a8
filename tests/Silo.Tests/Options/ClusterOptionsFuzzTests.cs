using ReplayGraph.Fuzz.Running;

namespace ReplayGraph.Silo.Tests.Options;

public sealed class ClusterOptionsFuzzTests
{
    private const int Seed = 20_261_125;

    /// <summary>A few thousand inputs; as many as <c>REPLAYGRAPH_FUZZ_INPUTS</c> says, if it is set.</summary>
    [Fact]
    public void WhateverIsConfigured_IsReadOrRefusedByName()
    {
        long inputs = long.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_FUZZ_INPUTS"), out long asked) ? asked : 3000;
        using var target = new ClusterOptionsTarget();
        var fuzzing = new Fuzzing(target, Seed, map: null);
        fuzzing.Begin(target.Seeds);
        fuzzing.Continue(inputs, TimeSpan.FromHours(1));
        Assert.True(
            fuzzing.Findings.Count == 0,
            string.Join("\n\n", fuzzing.Findings.Select(finding => $"{finding.Report}\n{CorpusFile.Encode(finding.Input)}")));
    }
}
