namespace ReplayGraph.Api.Webhooks;

/// <summary>Keeps the state of webhooks, as bytes. Failures are exceptions, after which the outcome of a save is unknown.</summary>
public interface IWebhookStore
{
    /// <summary>Whether no other process can save: then this one need not agree with others on who sends.</summary>
    bool IsExclusive { get; }

    /// <summary>Reads the state that was saved last.</summary>
    ValueTask<StoredState> LoadAsync(CancellationToken cancel);

    /// <summary>Replaces the state, durably, if it still has the version that it was derived from. The new version is one higher.</summary>
    /// <returns>False if another process has saved since; nothing is replaced.</returns>
    ValueTask<bool> TrySaveAsync(ReadOnlyMemory<byte> bytes, long version, CancellationToken cancel);
}

/// <summary>A state and its version.</summary>
/// <param name="Bytes">The bytes; empty if none were saved.</param>
/// <param name="Version">The number of saves before.</param>
public readonly record struct StoredState(ReadOnlyMemory<byte> Bytes, long Version);
