using ReplayGraph.Fuzz.Running;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Tests;

/// <summary>Every target on what was found before, and on a few inputs that nobody has seen, the same each time.</summary>
public sealed class TargetTests
{
    private const int Seed = 20_261_125;

    public static TheoryData<string> Targets() => [.. AllTargets.Real];

    [Theory]
    [MemberData(nameof(Targets))]
    public void KeepsItsPromises(string name)
    {
        using Target target = AllTargets.Make(name);
        var fuzzing = new Fuzzing(target, Seed, map: null);
        fuzzing.Begin(target.Seeds);
        fuzzing.Begin(CorpusFile.Committed(name));
        Assert.NotEqual(0, fuzzing.Pool.Count);
        fuzzing.Continue(fuzzing.Inputs + (name == "http" ? 500 : 3000), TimeSpan.FromSeconds(30));
        AssertNothing(fuzzing);
    }

    /// <summary>What breaks off may do so anywhere.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void SeedsCutAtEveryByte(string name)
    {
        using Target target = AllTargets.Make(name);
        var fuzzing = new Fuzzing(target, Seed, map: null);
        byte[] seed = target.Seeds.First();
        fuzzing.Begin(Enumerable.Range(0, seed.Length + 1).Select(length => seed[..length]));
        AssertNothing(fuzzing);
    }

    [Fact]
    public void EveryTargetIsKnownByItsName() => Assert.All(AllTargets.Names, name =>
    {
        using Target target = AllTargets.Make(name);
        Assert.Equal(name, target.Name);
        Assert.NotEmpty(target.Seeds);
        Assert.All(target.Seeds, seed => Assert.InRange(seed.Length, 0, target.MaxBytes));
    });

    private static void AssertNothing(Fuzzing fuzzing) => Assert.True(
        fuzzing.Findings.Count == 0,
        string.Join("\n\n", fuzzing.Findings.Select(finding => $"{finding.Report}\n{CorpusFile.Encode(finding.Input)}")));
}
