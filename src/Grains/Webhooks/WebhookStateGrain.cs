namespace ReplayGraph.Grains.Webhooks;

/// <summary>Stores the state of webhooks, and lets only one of several writers succeed.</summary>
[GrainType("webhook-state")]
internal sealed class WebhookStateGrain(
    IGrainContext grain,
    [PersistentState("state", WebhookStateGrain.Storage)] IPersistentState<WebhookRecord> state) : Grain(grain), IWebhookStateGrain
{
    /// <summary>Name of the grain storage.</summary>
    internal const string Storage = Organizations.OrganizationGrain.Storage;

    public ValueTask<WebhookRecord> LoadAsync() => new(state.State);

    public async ValueTask<bool> TrySaveAsync(byte[] bytes, long version)
    {
        WebhookRecord last = state.State;
        if (version != last.Version)
        {
            return false;
        }

        state.State = new() { Bytes = bytes, Version = version + 1 };
        try
        {
            await state.WriteStateAsync();
            return true;
        }
        catch
        {
            // The outcome of the write is unknown, so the next activation reads the state again.
            state.State = last;
            GrainContext.Deactivate(
                new(DeactivationReasonCode.ApplicationError, "The state of webhooks could not be written."), CancellationToken.None);
            throw;
        }
    }
}
