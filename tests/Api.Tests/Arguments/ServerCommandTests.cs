using System.Net;
using System.Net.Sockets;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Arguments;

/// <summary>The program's command line; whatever does not serve leaves nothing in the folder where it ran.</summary>
public sealed class ServerCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replaygraph-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--help")]
    [InlineData("--dta", "x", "--help")]
    [InlineData("--data", "new", "--urls", "http://127.0.0.1:0", "-h")]
    public async Task HelpNamesOptionsAndConfiguration(params string[] args)
    {
        string output = await PrintsAsync(args);
        Assert.All(
            (string[])["--data <FOLDER>", "--urls <URLS>", "hash-token", "ReplayGraph:RetentionDays ", "Tokens:<n>:Hash ", "Logging:"],
            name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task VersionIsThatOfTheAssembly() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", await PrintsAsync("--version"));

    [Theory]
    [InlineData("unknown option '--dta'; did you mean '--data'?", "--dta", "new")]
    [InlineData("unknown option '--url'; did you mean '--urls'?", "--url=http://127.0.0.1:0")]
    [InlineData("unknown option '--RetentionDays'; did you mean '--ReplayGraph:RetentionDays'?", "--RetentionDays", "5")]
    [InlineData("unknown option '--retention-days'; did you mean '--ReplayGraph:RetentionDays'?", "--retention-days", "5")]
    [InlineData("unknown option '--Loging:LogLevel:Default'; did you mean '--Logging:LogLevel:Default'?", "--Loging:LogLevel:Default", "x")]
    [InlineData("unknown option '--ReplayGraph__Data'; did you mean '--ReplayGraph:Data'?", "--ReplayGraph__Data", "new")]
    [InlineData("unknown option '--flavour'", "--flavour", "new")]
    [InlineData("unexpected argument 'Data'; did you mean '--data'?", "Data=new")]
    [InlineData("unexpected argument 'new'", "new")]
    [InlineData("unexpected argument 'hash-tokens'; did you mean 'hash-token'?", "hash-tokens")]
    [InlineData("'--data' needs a value", "--data")]
    [InlineData("'--data' needs a value", "--data", "--urls", "http://127.0.0.1:0")]
    [InlineData("'--ReplayGraph:Data' needs a value", "--ReplayGraph:Data", "--urls=http://127.0.0.1:0")]
    [InlineData("'--data' can be given only once", "--data", "new", "--data", "newer")]
    [InlineData("ReplayGraph:RetentionDay is unknown; did you mean ReplayGraph:RetentionDays?", "--ReplayGraph:RetentionDay", "5")]
    [InlineData("urls: 'banana' is not a valid address", "--urls", "banana")]
    [InlineData("'--ReplayGraph:Data' is not an option of hash-token", "hash-token", "--ReplayGraph:Data", "new")]
    [InlineData("unexpected argument 'twice'", "hash-token", "twice")]
    public async Task WhatIsWrongIsNamed(string fault, params string[] args)
    {
        string errors = await RefusesAsync([], args);
        Assert.StartsWith("Invalid options (1 error):\n", errors, StringComparison.Ordinal);
        Assert.Contains($"\n  {fault}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultsOfAllSourcesAreNamedAtOnce()
    {
        string errors = await RefusesAsync(
            new() { ["REPLAYGRAPH_DATA"] = "new", ["ReplayGraph__RetentionDay"] = "5", ["MaxBodyBytes"] = "5" },
            "--dta", "new", "--ReplayGraph:QuerySeconds", "never", "--urls", "banana");
        Assert.StartsWith("The environment variable MaxBodyBytes is not read.", errors, StringComparison.Ordinal);
        Assert.Contains("Invalid options (5 errors):", errors, StringComparison.Ordinal);
        Assert.All(
            (string[])["'--dta'", "'banana'", "REPLAYGRAPH_DATA", "RetentionDay is unknown", "QuerySeconds 'never'"],
            fault => Assert.Contains(fault, errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task APortInUseCreatesNothing()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        (int exitCode, _, string errors) = await RunAsync([], "--urls", $"http://{taken.LocalEndpoint}", "--data", "new");
        Assert.Equal(1, exitCode);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileIsNoDataFolder()
    {
        string file = Path.GetTempFileName();
        string errors = await RefusesAsync([], "--data", file);
        File.Delete(file);
        Assert.Contains($"ReplayGraph:Data '{file}' is a file", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataIsTheDataFolder()
    {
        string data = Path.Combine(_folder.FullName, "new");
        await using (ApiProcess api = await ApiProcess.StartAsync(data))
        {
            await api.Client.IngestAsync(Calls.Error(Calls.Id(7, 1), 1));
        }

        Assert.NotEmpty(Directory.GetFiles(data));
    }

    private async Task<string> PrintsAsync(params string[] args)
    {
        (int exitCode, string output, string errors) = await RunAsync([], args);
        Assert.Equal((0, ""), (exitCode, errors));
        return output;
    }

    private async Task<string> RefusesAsync(Dictionary<string, string> environment, params string[] args)
    {
        (int exitCode, string output, string errors) = await RunAsync(environment, args);
        Assert.Equal((2, ""), (exitCode, output));
        return errors;
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(Dictionary<string, string> environment, params string[] args)
    {
        (int ExitCode, string Output, string Errors) ran = await ApiProcess.RunToEndAsync(_folder.FullName, environment, args);
        Assert.Empty(_folder.GetFileSystemInfos());
        return ran;
    }
}
