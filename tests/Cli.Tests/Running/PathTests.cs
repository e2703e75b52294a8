namespace ReplayGraph.Cli.Tests.Running;

/// <summary>Paths that are something else than what is expected there.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData(3, "lookup", "--issue", "1", "--data", "{file}", "{file}: this is a file, not a folder")]
    [InlineData(3, "lookup", "--issue", "1", "--data", "{empty}", "{empty}: this folder has no journal; 'replaygraph import' creates one")]
    [InlineData(3, "lookup", "--issue", "1", "--data", "{none}", "{none}: no such folder")]
    [InlineData(3, "compare", "{answers}", "--data", "{empty}", "{empty}: this folder has no journal; 'replaygraph import' creates one")]
    [InlineData(2, "compare", "{none}", "{none}: no such file")]
    [InlineData(2, "compare", "{empty}", "{empty}: this is a folder, not a file")]
    [InlineData(3, "import", "{file}", "--data", "{file}", "{file}: this is a file, not a folder")]
    [InlineData(3, "import", "{file}", "--data", "{file}/x", "{file}/x: {file} is a file, not a folder")]
    [InlineData(2, "import", "{none}", "{none}: no such file")]
    [InlineData(2, "import", "{file}/x", "{file}/x: no such file")]
    [InlineData(2, "import", "{empty}", "{empty}: this folder has no journal; to import the files in it, name them: {empty}/*")]
    [InlineData(2, "verify", "--data", "{empty}", "{empty}: this folder has no journal")]
    [InlineData(2, "verify", "--data", "{file}", "{file}: this is a file, not a folder")]
    [InlineData(2, "verify", "--data", "{none}", "{none}: no such folder")]
    [InlineData(2, "generate", "10", "--answers", "{empty}", "--answers: {empty}: this is a folder, not a file")]
    [InlineData(2, "generate", "10", "--answers", "{none}/x", "--answers: {none}/x: no such folder")]
    [InlineData(2, "generate", "10", "--answers", "{file}/x", "--answers: {file}/x: {file} is a file, not a folder")]
    [InlineData(2, "lookup", "--issue", "1", "--token-file", "{none}", "--token-file: {none}: no such file")]
    [InlineData(2, "lookup", "--issue", "1", "--token-file", "{empty}", "--token-file: {empty}: this is a folder, not a file")]
    public async Task EachGetsASentence(int code, params string[] argsAndSentence)
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place["empty"]);
        place.Write("file", Samples.Error(1));
        place.Write("answers", "{}");
        string[] words = [.. argsAndSentence.Select(word => word
            .Replace("{file}", place["file"], StringComparison.Ordinal)
            .Replace("{empty}", place["empty"], StringComparison.Ordinal)
            .Replace("{answers}", place["answers"], StringComparison.Ordinal)
            .Replace("{none}", place["none"], StringComparison.Ordinal))];
        Ran ran = await place.RunAsync(words[..^1]);
        Assert.Equal((code, "", $"replaygraph: {words[^1]}\n"), (ran.Code, ran.Text, ran.Error));
        Assert.Empty(Directory.GetFileSystemEntries(place["empty"]));
        Assert.False(Directory.Exists(place.Data), "nothing may be made by a command that fails");
    }

    // Not even an administrator may do that there; in a container the file system is read-only instead.
    [LinuxTheory]
    [InlineData(3, "/sys/replaygraph", "import", "{file}", "--data", "/sys/replaygraph")]
    [InlineData(3, "/sys", "import", "{file}", "--data", "/sys")]
    [InlineData(2, "/proc/sys/vm/drop_caches", "import", "/proc/sys/vm/drop_caches")]
    [InlineData(2, "--answers: /sys/answers", "generate", "10", "--answers", "/sys/answers")]
    [InlineData(2, "--token-file: /proc/sys/vm/drop_caches", "lookup", "--issue", "1", "--token-file", "/proc/sys/vm/drop_caches")]
    public async Task WhatIsForbiddenIsSaid(int code, string where, params string[] args)
    {
        using var place = new Workplace();
        string file = place.Write("file", Samples.Error(1));
        Ran ran = await place.RunAsync([.. args.Select(word => word.Replace("{file}", file, StringComparison.Ordinal))]);
        Assert.Equal(code, ran.Code);
        Assert.Matches($"^replaygraph: {where}: (permission denied|the file system is read-only)\n$", ran.Error);
    }
}
