using ReplayGraph.Embedded.Memory;

namespace ReplayGraph.Embedded.Tests;

public sealed class FingerprintIndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(5_000)]
    [InlineData(500_000)]
    public void WhateverWasReserved_EveryEntryIsFound(int reserved)
    {
        const uint count = 5_000;
        var index = new FingerprintIndex();
        for (uint number = 1; number <= count; number++)
        {
            index.Add(FingerprintIndex.Hash(number), number);
            if (number == 100)
            {
                index.Reserve(reserved);
            }
        }

        index.Trim();
        Assert.Equal((int)count, index.Count);
        for (uint number = 1; number <= count; number++)
        {
            Assert.Contains(number, Found(index, FingerprintIndex.Hash(number)));
        }

        Assert.Empty(Found(index, FingerprintIndex.Hash(count + 1)));
    }

    private static List<uint> Found(FingerprintIndex index, uint hash)
    {
        List<uint> found = [];
        FingerprintIndex.Candidates candidates = index.Find(hash);
        while (candidates.Next(out uint number))
        {
            found.Add(number);
        }

        return found;
    }
}
