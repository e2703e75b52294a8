namespace ReplayGraph.Cli.Tests.Running;

public sealed class LargeJournalTests
{
    [Fact]
    public async Task WhatTakesLongIsSaidBefore()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.Data);
        using (FileStream segment = File.Create(Path.Combine(place.Data, "journal-0000000000000001.log")))
        {
            segment.SetLength(65 << 20);
        }

        Ran ran = await place.RunAsync("lookup", "--issue", "1", "--data", place.Data);
        Assert.StartsWith($"{place.Data}: reading 65 MiB of journal\n", ran.Error, StringComparison.Ordinal);
    }
}
