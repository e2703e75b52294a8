using System.Net;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Options;

public sealed class ProgramTests
{
    [Fact]
    public async Task SaysAllFaultsAtOnce()
    {
        (int exitCode, _, string errors) = await ApiProcess.RunToEndAsync(
            null,
            "--ReplayGraph:RetentionDays", "never",
            "--ReplayGraph:Dta", "x",
            "--ReplayGraph:Organizations:Bad Name:Tokens:0:Hash", "abc",
            "--ReplayGraph:Organizations:acme:Keys:0:Key", "short",
            "--ReplayGraph:Organizations:acme:Tokens:0:Scopes:0", "everything");
        Assert.Equal(2, exitCode);
        Assert.All(
            (string[])
            [
                "RetentionDays 'never'", "Dta is unknown; did you mean ReplayGraph:Data?",
                "'Bad Name'", "Hash is not a SHA-256 hash", "'everything'", "Key is not a DSN key",
                "Project ''",
            ],
            fault => Assert.Contains(fault, errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0")]
    [InlineData("--urls", "http://*:0")]
    [InlineData("--urls", "http://[::]:0")]
    [InlineData("--urls", "http://some.host:0")]
    [InlineData("--http_ports", "0")]
    [InlineData("--Kestrel:Endpoints:Web:Url", "http://0.0.0.0:0")]
    public async Task RefusesToBeOpenToOthers(string name, string value)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("replaygraph-");
        (int exitCode, _, string errors) = await ApiProcess.RunToEndAsync(null, name, value, "--ReplayGraph:Data", folder.FullName);
        folder.Delete(recursive: true);
        Assert.Contains("Refusing to listen", errors, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task StopsGracefullyAndKeepsWhatItAcknowledged()
    {
        string data = Directory.CreateTempSubdirectory("replaygraph-").FullName;
        await using (ApiProcess first = await ApiProcess.StartAsync(data))
        {
            await first.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)), Calls.Error(Calls.Id(7, 2), 1, Calls.Id(7, 1)));
            Assert.Equal(0, await first.StopAsync());
        }

        await using (ApiProcess second = await ApiProcess.StartAsync(data))
        {
            Assert.Equal([Calls.Id(7, 1)], (await second.Client.ReadAsync(Calls.Base + "issues/1/replays")).Replays());
            (int exitCode, _, string errors) = await ApiProcess.RunToEndAsync(
                null, "--urls", "http://127.0.0.1:0", "--ReplayGraph:Data", data);
            Assert.Equal(1, exitCode);
            Assert.Contains("in use", errors, StringComparison.Ordinal);
        }

        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task HashesTokens()
    {
        (int exitCode, string output, _) = await ApiProcess.RunToEndAsync("a-token-of-some-length", "hash-token");
        Assert.Equal((0, TokenHash.Of("a-token-of-some-length")), (exitCode, output.Trim()));
        (exitCode, output, _) = await ApiProcess.RunToEndAsync("short", "hash-token");
        Assert.Equal((2, ""), (exitCode, output));
    }

    [Fact]
    public async Task GreetsWithADsnAndAnswersProbes()
    {
        await using ApiProcess api = await ApiProcess.StartAsync(null);
        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync(new Uri("/healthz/live", UriKind.Relative))).StatusCode);
        Assert.Equal("ok", (await api.Client.ReadAsync("/healthz/ready")).GetProperty("status").GetString());
        Assert.Equal("ok", (await api.Client.ReadAsync("/healthz/startup")).GetProperty("status").GetString());
    }
}
