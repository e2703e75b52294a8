using ReplayGraph.Fuzz.Running;

namespace ReplayGraph.Fuzz.Tests;

/// <summary>The fuzzer finds what is planted, in processes as in the long run.</summary>
public sealed class CampaignTests : IDisposable
{
    private const int Seed = 1;

    private readonly string _corpus = Directory.CreateTempSubdirectory("replaygraph-corpus-").FullName;

    public void Dispose() => Directory.Delete(_corpus, recursive: true);

    [Fact]
    public async Task CoverageLeadsToWhatChanceDoesNot()
    {
        const long inputs = 1_000_000;
        Tally blind = await RunAsync("toy-magic", inputs, isBlind: true);
        Tally led = await RunAsync("toy-magic", inputs);
        Assert.Equal((1, 0), (led.Findings, blind.Findings));
        Assert.Equal(blind.Inputs, led.Inputs);
        Assert.True(led.Edges > 4 && led.Kept > 3, led.Row);
        byte[] magic = Assert.Single(Inputs());
        Assert.Equal([0x8F, 0x3C, 0xE1, 0x57], magic[..4]);
        Assert.Contains("planted", File.ReadAllText(Assert.Single(Reports())), StringComparison.Ordinal);
        Assert.Equal(led.Kept, CorpusFile.Read(CorpusFile.PathOf(_corpus, "toy-magic")).Count + 1);
    }

    [Fact]
    public async Task WhatEndsTheProcessIsFound()
    {
        Assert.Equal(1, (await RunAsync("toy-deep", 100_000, isBlind: true)).Findings);
        Assert.InRange(Assert.Single(Inputs())[0], 0xF1, 0xFF);
    }

    [Fact]
    public async Task WhatNeverEndsIsFound()
    {
        Assert.Equal(1, (await RunAsync("toy-endless", 100_000, isBlind: true)).Findings);
        Assert.Contains((byte)'!', Assert.Single(Inputs()));
        Assert.StartsWith("hang", File.ReadAllText(Assert.Single(Reports())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTakesTooMuchMemoryIsFound()
    {
        Assert.Equal(1, (await RunAsync("toy-greedy", 2000, isBlind: true)).Findings);
        Assert.StartsWith("allocation", File.ReadAllText(Assert.Single(Reports())), StringComparison.Ordinal);
    }

    private async Task<Tally> RunAsync(string target, long inputs, bool isBlind = false)
    {
        var options = new FuzzOptions { Inputs = inputs, Seed = Seed, Corpus = _corpus, IsBlind = isBlind };
        return Assert.Single(await new Campaign(options, TextWriter.Null).RunAsync([target]));
    }

    private IEnumerable<byte[]> Inputs() => Files("*.input").Select(File.ReadAllBytes);

    private string[] Reports() => Files("*.txt");

    private string[] Files(string pattern) => Directory.GetFiles(Path.Combine(_corpus, "findings"), pattern);
}
