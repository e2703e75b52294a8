using ReplayGraph.Chaos.Sdks;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.MultiSilo.Tests.Silos;
using ReplayGraph.PostgresServer;
using ReplayGraph.Prerequisites;
using Xunit.Abstractions;

namespace ReplayGraph.MultiSilo.Tests;

/// <summary>
/// SDKs, which never resend, send to a front-end with a spool while all silos and PostgreSQL are stopped and the front-end is killed.
/// <c>tests/LongKill</c> does the same at random, and for longer.
/// </summary>
[NeedsPostgres]
public sealed class SpoolTests(ITestOutputHelper output, Logs logs) : IClassFixture<Logs>
{
    private const string Organization = "sdks";
    private const int Seed = 7, Sent = 30;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50), _patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task WhatWasAnswered200_IsFound()
    {
        ClusterPlan plan = logs.Plan(Organization) with { FrontEnds = ["front-end"] };
        await using ThreeSilos silos = await ThreeSilos.StartAsync(plan);
        if (!silos.Server.IsOwn)
        {
            return;
        }

        var sdks = new SdkClients(silos.FrontEnds, Organization, Seed);
        using var stopping = new CancellationTokenSource();
        Task sending = sdks.RunAsync(stopping.Token);
        await UntilMoreAsync(sdks);
        // Silos first: without a database they would take long to stop.
        await Task.WhenAll(silos.All.Select(silo => silo.StopAsync()));
        await UntilMoreAsync(sdks);
        await silos.Server.StopAsync(StopMode.Immediate);
        await UntilMoreAsync(sdks);
        await silos.FrontEnds[0].KillAsync();
        silos.FrontEnds[0].Begin();
        await UntilMoreAsync(sdks);
        await silos.Server.StartAgainAsync();
        silos.All[0].Begin();
        await silos.All[0].ServesAsync();
        await UntilMoreAsync(sdks);
        await stopping.CancelAsync();
        await sending;
        Logs.Log(output, $"{sdks}");
        Assert.Empty(await sdks.FindMissingAsync(_patience));
    }

    private static async Task UntilMoreAsync(SdkClients sdks)
    {
        int until = sdks.Acknowledged + Sent;
        using var patience = new CancellationTokenSource(_patience);
        using var timer = new PeriodicTimer(_pause);
        while (sdks.Acknowledged < until)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
