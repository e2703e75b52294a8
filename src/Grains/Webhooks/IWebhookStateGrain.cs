namespace ReplayGraph.Grains.Webhooks;

/// <summary>The state of webhooks that all front-ends share: key 0.</summary>
[Alias("replaygraph.webhook-state")]
public interface IWebhookStateGrain : IGrainWithIntegerKey
{
    /// <summary>Returns what was saved last.</summary>
    [Alias("Load")]
    ValueTask<WebhookRecord> LoadAsync();

    /// <summary>Replaces the bytes, durably, if the version is still this.</summary>
    /// <returns>False if it is not; nothing is replaced.</returns>
    [Alias("TrySave")]
    ValueTask<bool> TrySaveAsync(byte[] bytes, long version);
}
