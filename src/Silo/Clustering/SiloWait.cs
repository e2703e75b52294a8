using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Lets a front-end that starts before its silos wait for them, for as long as it would wait for the database.</summary>
internal sealed class SiloWait(ClusterSettings settings, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();
    private bool _said;

    /// <inheritdoc/>
    /// <exception cref="IOException">None came in time.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        string why = exception is SiloUnavailableException ? "none is there, or none answers" : exception.Message;
        if (time.GetElapsedTime(_begun) > TimeSpan.FromSeconds(settings.StartupSeconds))
        {
            throw new IOException($"no silo of cluster '{settings.ClusterId}' for {settings.StartupSeconds} s: {why}", exception);
        }

        if (!_said)
        {
            _said = true;
            Console.Error.WriteLine($"Waiting for a silo of cluster '{settings.ClusterId}', up to {settings.StartupSeconds} s: {why}");
        }

        await Task.Delay(_pause, time, cancellationToken);
        return true;
    }
}
