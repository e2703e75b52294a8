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
        (int code, string output, string error) = await RunAsync("generate", "100", "--seed", "3", "--answers", place["answers"]);
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("{\"type\":", line, StringComparison.Ordinal));

        (code, output, error) = await RunAsync("import", place.Write("facts", output + "no fact"), "--data", place.Data);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("1 refused", error, StringComparison.Ordinal);

        (code, output, error) = await RunAsync("compare", place["answers"], "--data", place.Data);
        Assert.Equal(0, code);
        Assert.StartsWith("issues\t", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpAndVersionAreData()
    {
        (int code, string output, string error) = await RunAsync("--version");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\n$", output);
        foreach (string command in (string[])["import", "lookup", "generate", "compare", "verify"])
        {
            (code, output, error) = await RunAsync(command, "--help");
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"  replaygraph {command}", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ASecondProcessIsToldWhoHoldsTheFolder()
    {
        using var place = new Workplace();
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = place.Data }, TimeProvider.System);
        (int code, string output, string error) = await RunAsync("lookup", "--issue", "1", "--data", place.Data);
        Assert.Equal((3, ""), (code, output));
        Assert.Contains($"in use by process {Environment.ProcessId}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratingEndsWhenNobodyReads()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the console's own stream is used there
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using Process generate = Start("generate", "100000000");
        Assert.NotNull(await generate.StandardOutput.ReadLineAsync(patience.Token));
        generate.StandardOutput.Close();
        await generate.WaitForExitAsync(patience.Token);
        Assert.Equal((0, ""), (generate.ExitCode, await generate.StandardError.ReadToEndAsync(patience.Token)));
    }

    [Fact]
    public async Task CtrlCSaysWhatIsKept()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a signal to one process is not to be had there
        }

        using var place = new Workplace();
        using Process import = Start("import", "-", "--data", place.Data);
        await import.StandardInput.WriteAsync(Samples.Errors(0, 20_000));
        await import.StandardInput.FlushAsync();
        // The first line of talk: pieces have been taken, and the pipe stays open.
        Assert.Contains(" new", await import.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", ["-INT", import.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        // A process inherits it if whoever runs the tests ignores the signal, and then goes on.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string error = await import.StandardError.ReadToEndAsync(patience.Token);
        await import.WaitForExitAsync(patience.Token);
        Assert.Equal(130, import.ExitCode);
        long kept = long.Parse(
            error.Split("Acknowledged and kept: ")[1].Split(' ')[0], System.Globalization.NumberStyles.AllowThousands,
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(kept, 1, 20_000);
        Ran verified = await place.RunAsync("verify");
        Assert.Contains($"facts\t{kept}\n", verified.Text, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using Process process = Start(args);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "replaygraph.dll"), .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
