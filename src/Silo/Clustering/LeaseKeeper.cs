using Npgsql;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Postgres.Members;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// Renews the silo's lease from before the silo is active until its grains are deactivated. A silo that learns here that it was declared
/// dead refreshes the membership, which ends it.
/// </summary>
internal sealed partial class LeaseKeeper(
    MemberLease lease, SiloCache cache, IClusterMembershipService membership, TimeProvider time, ILogger<LeaseKeeper> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan _pause = MemberLease.FreshLength / 5;

    private readonly ILogger _log = log;
    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;
    private bool _wasHeld;
    private bool _isFailing;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lease.Revoked = OnRevoked;
        lifecycle.Subscribe<LeaseKeeper>(ServiceLifecycleStage.ValidateInitialConnectivity + 2, StartAsync, StopAsync);
    }

    // The first renewal counts as one too: the lease may have been revoked before it.
    private void OnRevoked()
    {
        cache.Recover();
        if (_wasHeld)
        {
            LogRevoked();
        }

        _wasHeld = true;
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        while (!await TryRenewAsync(cancel))
        {
            await Task.Delay(_pause, time, cancel);
        }

        _keeping = Task.Run(KeepAsync, CancellationToken.None);
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(_pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TryRenewAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task<bool> TryRenewAsync(CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(MemberLease.FreshLength, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            if (await lease.RenewAsync(either.Token))
            {
                if (_isFailing)
                {
                    LogRenewed();
                }

                _isFailing = false;
                return true;
            }

            LogDead();
            await membership.Refresh(default, either.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is NpgsqlException or OperationCanceledException or OrleansException)
        {
            // Once, until it is renewed: attempts are many.
            if (!_isFailing)
            {
                LogNotRenewed(e.Message);
            }

            _isFailing = true;
        }

        return false;
    }

    private async Task StopAsync(CancellationToken cancel)
    {
        await _stopping.CancelAsync();
        await _keeping;
        try
        {
            using var timeout = new CancellationTokenSource(MemberLease.Length, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
            await lease.ReleaseAsync(either.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            LogNotRenewed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Failed to renew the silo's lease; once it expires the silo answers nothing: {Reason}")]
    private partial void LogNotRenewed(string reason);

    [LoggerMessage(LogLevel.Information, "The silo's lease is renewed again")]
    private partial void LogRenewed();

    [LoggerMessage(LogLevel.Warning, "This silo did not answer another one in time; it reads again what it had cached")]
    private partial void LogRevoked();

    [LoggerMessage(LogLevel.Warning, "The other silos have declared this silo dead; it stops answering")]
    private partial void LogDead();
}
