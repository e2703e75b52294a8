using System.Diagnostics;
using ReplayGraph.Embedded;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>The program as a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task DataAndTalkAreApart()
    {
        using var place = new Workplace();
        (int code, string output, string error) = await CliProcess.RunAsync("generate", "100", "--seed", "3", "--answers", place["answers"]);
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("{\"type\":", line, StringComparison.Ordinal));

        (code, output, error) = await CliProcess.RunAsync("import", place.Write("facts", output + "no fact"), "--data", place.Data);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("1 rejected", error, StringComparison.Ordinal);

        (code, output, error) = await CliProcess.RunAsync("compare", place["answers"], "--data", place.Data);
        Assert.Equal(0, code);
        Assert.StartsWith("issues\t", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpAndVersionAreData()
    {
        (int code, string output, string error) = await CliProcess.RunAsync("--version");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\n$", output);
        foreach (string command in (string[])["import", "lookup", "generate", "compare", "verify"])
        {
            (code, output, error) = await CliProcess.RunAsync(command, "--help");
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"  replaygraph {command}", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ASecondProcessIsToldWhoHoldsTheFolder()
    {
        using var place = new Workplace();
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = place.Data }, TimeProvider.System);
        (int code, string output, string error) = await CliProcess.RunAsync("lookup", "--issue", "1", "--data", place.Data);
        Assert.Equal((3, ""), (code, output));
        Assert.Contains($"in use by process {Environment.ProcessId}", error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task GeneratingEndsWhenNobodyReads()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using Process generate = CliProcess.Start("generate", "100000000");
        Assert.NotNull(await generate.StandardOutput.ReadLineAsync(patience.Token));
        generate.StandardOutput.Close();
        await generate.WaitForExitAsync(patience.Token);
        Assert.Equal((0, ""), (generate.ExitCode, await generate.StandardError.ReadToEndAsync(patience.Token)));
    }

    [UnixTheory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("help")]
    [InlineData("help import")]
    [InlineData("import --help")]
    [InlineData("lookup --help")]
    [InlineData("generate --help")]
    [InlineData("compare --help")]
    [InlineData("verify --help")]
    [InlineData("[suggest:12] replaygraph")]
    [InlineData("lookup --issue 1 --data DATA")]
    [InlineData("lookup --issue 1 --json --data DATA")]
    [InlineData("compare ANSWERS --data DATA")]
    [InlineData("verify --data DATA")]
    public async Task WhatPrintsEndsWhenNobodyReads(string line)
    {
        using var place = new Workplace();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string facts = place.Write("facts", Samples.Errors(0, 3));
        Assert.Equal(0, (await CliProcess.RunAsync("import", facts, "--data", place.Data)).Code);
        string answers = place.Write("answers", "issues\t1\t0\n");
        string[] args = [.. line.Split(' ').Select(word => word switch { "DATA" => place.Data, "ANSWERS" => answers, _ => word })];
        (int expected, _, string said) = await CliProcess.RunAsync(args);

        using Process process = CliProcess.Start(args);
        process.StandardOutput.Close();
        process.StandardInput.Close();
        string error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.Contains(process.ExitCode, (int[])[0, expected]);
        Assert.DoesNotContain("internal error", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", said + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APipeThatPausesIsImportedMeanwhile()
    {
        using var place = new Workplace();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using Process import = CliProcess.Start("import", "-", "--data", place.Data);
        await import.StandardInput.WriteAsync(Samples.Errors(0, 3));
        await import.StandardInput.FlushAsync(patience.Token);
        string? line;
        do
        {
            line = await import.StandardError.ReadLineAsync(patience.Token);
        }
        while (line?.StartsWith("standard input: 3 new", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        import.StandardInput.Close();
        await import.WaitForExitAsync(patience.Token);
        Assert.Equal(0, import.ExitCode);
    }
}
