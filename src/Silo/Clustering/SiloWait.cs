using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Makes a front-end that starts before its silos wait for them, as long as it would wait for the database.</summary>
internal sealed class SiloWait(ClusterSettings settings, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly long _started = time.GetTimestamp();
    private bool _hasReported;

    /// <exception cref="IOException">No silo became available in time.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        string reason = exception is SiloUnavailableException ? "no silo is running, or none answers" : exception.Message;
        if (time.GetElapsedTime(_started) > settings.StartupLimit)
        {
            throw new IOException($"no silo of cluster '{settings.ClusterId}' for {settings.StartupSeconds} s: {reason}", exception);
        }

        if (!_hasReported)
        {
            _hasReported = true;
            string limit = settings.StartupLimit is null ? "" : $", up to {settings.StartupSeconds} s";
            Console.Error.WriteLine($"Waiting for a silo of cluster '{settings.ClusterId}'{limit}: {reason}");
        }

        await Task.Delay(_pause, time, cancellationToken);
        return true;
    }
}
