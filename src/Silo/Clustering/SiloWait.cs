using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Lets a front-end that starts before its silos wait for them, for as long as it would wait for the database.</summary>
internal sealed class SiloWait(ClusterSettings settings, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();
    private bool _said;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_begun) > TimeSpan.FromSeconds(settings.StartupSeconds))
        {
            return false;
        }

        if (!_said)
        {
            _said = true;
            Console.Error.WriteLine($"Waiting for a silo of cluster '{settings.ClusterId}': {exception.Message}");
        }

        await Task.Delay(_pause, time, cancellationToken);
        return true;
    }
}
