using Orleans.Runtime.Messaging;

namespace ReplayGraph.Grains.Calls;

/// <summary>
/// Shows that a gateway of Orleans' client was lost. The client leaves the calls that it had sent through it without an answer until they time out,
/// and does not say which ones they are. So all calls in flight are given up, and sent again: they are idempotent. Safe for concurrent use.
/// </summary>
internal sealed class GatewayLoss : IClusterConnectionStatusObserver
{
    private CancellationTokenSource _next = new();

    /// <summary>Cancelled when the next gateway is lost. Take it before a call is sent.</summary>
    internal CancellationToken Next => Volatile.Read(ref _next).Token;

    /// <summary>What a call fails with that was given up: as if its silo were gone.</summary>
    internal static ConnectionFailedException Failure(Exception cause) => new("a connection to the cluster was lost", cause);

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (currentNumberOfGateways < previousNumberOfGateways)
        {
            // Without waiting: this is called while the connection closes.
            _ = Interlocked.Exchange(ref _next, new()).CancelAsync();
        }
    }

    public void NotifyClusterConnectionLost()
    {
        // The number of gateways has changed as well.
    }
}
