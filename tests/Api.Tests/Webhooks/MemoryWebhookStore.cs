using ReplayGraph.Api.Webhooks;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>A store that processes of a test share.</summary>
internal sealed class MemoryWebhookStore : IWebhookStore
{
    public bool IsExclusive { get; init; }

    internal StoredState Stored { get; set; }

    /// <summary>Called before each save; it may fail.</summary>
    internal Action Saving { get; set; } = () => { };

    public ValueTask<StoredState> LoadAsync(CancellationToken cancel) => new(Stored);

    public ValueTask<bool> TrySaveAsync(ReadOnlyMemory<byte> bytes, long version, CancellationToken cancel)
    {
        Saving();
        bool isCurrent = Stored.Version == version;
        Stored = isCurrent ? new(bytes, version + 1) : Stored;
        return new(isCurrent);
    }
}
