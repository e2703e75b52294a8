using ReplayGraph.Fuzz.Running;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Tests;

public sealed class ProbeTests
{
    [Fact]
    public void WhatTakesLongerThanASecondIsAHang()
    {
        using var target = new Slow();
        var probe = new Probe(target);
        Assert.Null(probe.Run(default));
        Assert.Equal("hang", probe.Run(new byte[1])?.Key);
    }

    [Fact]
    public void ABrokenPromiseIsToldByItsWords()
    {
        using var target = new Liar();
        Assert.Equal("it is true", new Probe(target).Run(default)?.Key);
    }

    private sealed class Slow : Target
    {
        internal override string Name => "slow";

        internal override Shape Shape => Shape.Bytes;

        internal override IEnumerable<byte[]> Seeds => [];

        internal override void Run(ReadOnlyMemory<byte> input)
        {
            var begun = System.Diagnostics.Stopwatch.StartNew();
            while (!input.IsEmpty && begun.Elapsed < TimeSpan.FromSeconds(1.01))
            {
                // It works.
            }
        }
    }

    private sealed class Liar : Target
    {
        internal override string Name => "liar";

        internal override Shape Shape => Shape.Bytes;

        internal override IEnumerable<byte[]> Seeds => [];

        internal override void Run(ReadOnlyMemory<byte> input) => BrokenPromiseException.Unless(false, "it is true", () => "it is not");
    }
}
