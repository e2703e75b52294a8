using ReplayGraph.Api.Webhooks;
using ReplayGraph.Grains.Webhooks;
using ReplayGraph.Silo.Clustering;

namespace ReplayGraph.Silo.Webhooks;

/// <summary>Keeps the state of webhooks in the cluster, where all front-ends find it.</summary>
internal sealed class GrainWebhookStore(SharedWebhookState state, LateConnection? connection) : IWebhookStore
{
    public bool IsExclusive => false;

    public async ValueTask<StoredState> LoadAsync(CancellationToken cancel)
    {
        connection?.ThrowIfNotOpen();
        WebhookRecord record = await state.LoadAsync();
        return new(record.Bytes, record.Version);
    }

    public ValueTask<bool> TrySaveAsync(ReadOnlyMemory<byte> bytes, long version, CancellationToken cancel) =>
        state.TrySaveAsync(bytes.ToArray(), version);
}
