using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Verifying;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task ASoundJournalIsCounted()
    {
        using Workplace place = await FilledAsync();
        Ran ran = await place.RunAsync("verify");
        Assert.Equal(0, ran.Code);
        Assert.Contains("segments\t1\nframes\t2\nfacts\t150\n", ran.Text, StringComparison.Ordinal);
        Assert.Contains("sound", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamageIsNamedByFileAndOffset()
    {
        using Workplace place = await FilledAsync();
        string file = Segment(place);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[300] ^= 1;
        File.WriteAllBytes(file, bytes);

        Ran ran = await place.RunAsync("verify");
        Assert.Equal(1, ran.Code);
        string[] damage = ran.Text.TrimEnd('\n').Split('\n')[^1].Split('\t');
        Assert.Equal(["damage", file], damage[..2]);
        Assert.InRange(long.Parse(damage[2], System.Globalization.CultureInfo.InvariantCulture), 1, 300);

        Ran import = await place.RunAsync("import", place.Write("more", Samples.Error(1)));
        Assert.Equal(3, import.Code);
        Assert.Contains($"{file}, offset {damage[2]}", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnfinishedEndIsANote()
    {
        using Workplace place = await FilledAsync();
        using (FileStream file = File.OpenWrite(Segment(place)))
        {
            file.SetLength(file.Length - 7);
        }

        Ran ran = await place.RunAsync("verify");
        Assert.Equal(0, ran.Code);
        Assert.Contains("facts\t100\n", ran.Text, StringComparison.Ordinal);
        Assert.Contains("torn\t", ran.Text, StringComparison.Ordinal);
        Assert.Contains("unfinished write", ran.Error, StringComparison.Ordinal);

        Ran import = await place.RunAsync("import", place["second"]);
        Assert.Contains("unfinished write", import.Error, StringComparison.Ordinal);
        Assert.Contains("50 new", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsUsage()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("verify", "--data", place["none"]);
        Assert.Equal((2, ""), (ran.Code, ran.Text));
        Assert.Contains("no such folder", ran.Error, StringComparison.Ordinal);
    }

    private static string Segment(Workplace place) =>
        Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).MaxBy(file => new FileInfo(file).Length)!;

    private static async Task<Workplace> FilledAsync()
    {
        var place = new Workplace();
        await place.RunAsync("import", place.Write("first", Samples.Errors(0, 100)));
        await place.RunAsync("import", place.Write("second", Samples.Errors(100, 50)));
        return place;
    }
}
