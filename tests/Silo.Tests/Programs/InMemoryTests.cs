using System.Net;
using System.Text.RegularExpressions;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed partial class InMemoryTests
{
    [Fact]
    public async Task ServesOneSiloAndSaysThatNothingSurvives()
    {
        await using SiloProcess silo = await SiloProcess.Begin().ServesAsync();
        Assert.Contains("NOTHING IS PERSISTED", silo.Errors, StringComparison.Ordinal);
        await silo.IsReadyAsync();
        Assert.Equal(HttpStatusCode.OK, await silo.ProbeAsync("live"));
        Assert.Equal(HttpStatusCode.OK, await silo.ProbeAsync("startup"));
        await silo.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)), Calls.Error(Calls.Id(7, 2), 1, Calls.Id(7, 1)));
        Assert.Equal([Calls.Id(7, 1)], (await silo.Client.ReadAsync(Calls.Base + "issues/1/replays")).Replays());
        string metrics = await silo.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("replaygraph_ingest_facts_total{outcome=\"accepted\"} 2", metrics, StringComparison.Ordinal);
        Assert.Contains("\norleans_directory_ring_local_portion_percentage{}", metrics, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await silo.Client.GetAsync(new Uri("/dashboard/", UriKind.Relative))).StatusCode);
        string page = await silo.Client.GetStringAsync(new Uri("/explore/default/issues/1", UriKind.Relative));
        Assert.Contains("<strong>1 replay</strong>", page, StringComparison.Ordinal);
        Assert.Equal(0, await silo.StopAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LogsNothingThatNobodyActsOn_UnlessItIsAskedFor(bool isAskedFor)
    {
        await using SiloProcess silo = await SiloProcess.Begin(isAskedFor ? ["--Logging:LogLevel:Polly", "Information"] : []).ServesAsync();
        await silo.IsReadyAsync();
        await silo.Client.IngestAsync([.. Enumerable.Range(0, 500).SelectMany(
            i => (string[])[Calls.Segment(Calls.Id(7, i)), Calls.Error(Calls.Id(8, i), 1 + i, Calls.Id(7, i))])]);
        Assert.Equal(0, await silo.StopAsync());
        string[] lines = [.. silo.Greeting.Split('\n').Where(line => LogLine().IsMatch(line))];
        Assert.Equal(isAskedFor ? ["info: Polly"] : [], lines.Select(line => line.Split('[')[0]).Distinct());
    }

    [Fact]
    public async Task SaysAllFaultsAtOnce()
    {
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync(
            "--ReplayGraph:Data", "x", "--ReplayGraph:RetentionDays", "never", "--ReplayGraph:Cluster:Role", "api");
        Assert.Equal(2, exitCode);
        Assert.All(
            (string[])["3 errors", "ReplayGraph:Data is unknown", "RetentionDays 'never'", "Role needs a ConnectionString"],
            fault => Assert.Contains(fault, errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NamesTheNearestOfWhatItDoesNotKnow()
    {
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync(
            "--silo-port", "1", "--Cluster:ConnectionString", "Host=db;Password=sesame", "--ReplayGraph:Cluster:Rule", "api");
        Assert.Equal(2, exitCode);
        Assert.All(
            (string[])
            [
                "'--silo-port'; did you mean '--ReplayGraph:Cluster:SiloPort'?",
                "'--Cluster:ConnectionString'; did you mean '--ReplayGraph:Cluster:ConnectionString'?",
                "Cluster:Rule is unknown; did you mean ReplayGraph:Cluster:Role?",
            ],
            fault => Assert.Contains(fault, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("sesame", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "ReplayGraph:Cluster:SiloPort ")]
    [InlineData("--version", ".")]
    public async Task OnlyPrints(string option, string text)
    {
        await using SiloProcess silo = SiloProcess.Begin(option);
        Assert.Equal((0, ""), (await silo.EndAsync(), silo.Errors.Trim()));
        Assert.Contains(text, silo.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusesToBeOpenToOthers()
    {
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync("--Kestrel:Endpoints:Web:Url", "http://0.0.0.0:0");
        Assert.Contains("Refusing to listen", errors, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task DoesNotListenBesideAnother()
    {
        string[] ports = SiloProcess.PortsOfItsOwn();
        await using SiloProcess first = await SiloProcess.Begin(ports).ServesAsync();
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync(ports);
        Assert.Equal(1, exitCode);
        Assert.Contains($"cannot listen on 127.0.0.1:{ports[1]}", errors, StringComparison.Ordinal);
        await first.IsReadyAsync();
    }

    [Fact]
    public async Task AStopGoesOnServingWhileReadinessSaysNo()
    {
        await using SiloProcess silo = await SiloProcess.Begin("--ReplayGraph:Cluster:DrainSeconds", "20").ServesAsync();
        await silo.IsReadyAsync();
        silo.BeginToStop();
        await silo.IsReadyAsync(HttpStatusCode.ServiceUnavailable);
        await silo.Client.IngestAsync(Calls.Error(Calls.Id(7, 2), 1));
        Assert.Equal(HttpStatusCode.OK, await silo.ProbeAsync("live"));
        Assert.Equal(0, await silo.EndAsync());
    }

    // "info: Polly[3]", the first of two lines.
    [GeneratedRegex("^[a-z]{4}: ")]
    private static partial Regex LogLine();
}
