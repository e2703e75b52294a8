using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Importing;

/// <summary>What an import says beside its counts.</summary>
public sealed class ImportMessageTests
{
    private const string Taken = """{"accepted":1,"duplicates":0,"refused":[]}""";

    [Fact]
    public async Task ItSaysWhereItWrote()
    {
        using var place = new Workplace();
        string file = place.Write("facts", Samples.Error(1));
        Ran ran = await place.RunAsync("import", file, "--org", "acme");
        Assert.EndsWith($"Imported into the data folder {place.Data}, organization acme\n", ran.Error, StringComparison.Ordinal);
        ran = await place.RunAsync("import", file, file);
        Assert.EndsWith($"; into the data folder {place.Data}, organization default\n", ran.Error, StringComparison.Ordinal);

        await using var server = new StubServer(_ => (200, Taken));
        ran = await place.RunAsync("import", file, "--server", server.Address.ToString());
        Assert.EndsWith($"Imported into the server at {server.Address}, organization default\n", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("-q")]
    public async Task QuietItSaysWhatIsWrongOnly(string quiet)
    {
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("first", Samples.Error(1)));
        Ran ran = await place.RunAsync("import", place.Write("good", Samples.Error(2)), quiet);
        Assert.Equal((0, "", ""), (ran.Code, ran.Text, ran.Error));
        string bad = place.Write("bad", "no fact\n");
        ran = await place.RunAsync("import", bad, quiet);
        Assert.Equal(1, ran.Code);
        Assert.StartsWith($"{bad}:1: ", Assert.Single(ran.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATerminalIsAskedForInput()
    {
        using var place = new Workplace { IsTyped = true };
        Ran ran = await place.RunAsync("import", "-");
        Assert.StartsWith("Reading facts from the terminal, one per line; press Ctrl-", ran.Error, StringComparison.Ordinal);
        Assert.Equal(0, ran.Code);

        using var piped = new Workplace();
        Assert.DoesNotContain("terminal", (await piped.RunAsync("import", "-")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInputHasOneEnd()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", "-", "-");
        Assert.Equal((2, "replaygraph: '-' can be given only once: standard input cannot be read twice\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task AFolderIsNotImportedIntoItself()
    {
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", Samples.Error(1)));
        Ran ran = await place.RunAsync("import", place.Data + Path.DirectorySeparatorChar);
        Assert.Equal((2, $"replaygraph: {place.Data}: cannot import a folder into itself\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task OfAFailureItSaysWhatIsKept()
    {
        int calls = 0;
        await using var server = new StubServer(_ => ++calls == 1 ? (200, Taken) : (403, """{"detail":"The token lacks the scope write."}"""));
        using var place = new Workplace();
        string file = place.Write("facts", string.Join('\n', Samples.Error(2), Samples.EventStream));
        Ran ran = await place.RunAsync("import", file, "--server", server.Address.ToString());
        Assert.Equal(3, ran.Code);
        Assert.EndsWith(
            "(--org): The token lacks the scope write. Acknowledged and kept: 1 new, 0 duplicates, 0 expired, 0 rejected\n",
            ran.Error,
            StringComparison.Ordinal);
    }
}
