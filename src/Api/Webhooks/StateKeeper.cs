namespace ReplayGraph.Api.Webhooks;

/// <summary>
/// Holds the stored state while this process is the one that scans and sends. Others read it now and then, and take over when its lease has run
/// out, by the time in the state or because nothing was saved for as long. Two that believe to hold it, because a clock is wrong or one was
/// paused, cannot both save.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="owner">Identifies this process.</param>
internal sealed class StateKeeper(IWebhookStore store, string owner)
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(60), _renewal = TimeSpan.FromSeconds(30);

    private long _version;
    private (long Version, Timestamp Since) _ofAnother;

    /// <summary>The state; null while this process does not hold it.</summary>
    internal WebhookState? State { get; private set; }

    /// <summary>Whether the stored bytes could not be read, and were replaced by an empty state.</summary>
    internal bool WasUnreadable { get; private set; }

    /// <summary>Reads the state or renews the lease, where that is needed.</summary>
    /// <returns>Whether this process holds the state.</returns>
    internal async Task<bool> HoldAsync(Timestamp now, CancellationToken cancel)
    {
        if (State is null)
        {
            StoredState stored = await store.LoadAsync(cancel);
            WebhookState? read = stored.Bytes.IsEmpty ? new() : StateJson.TryRead(stored.Bytes.Span);
            (WasUnreadable, _version) = (read is null, stored.Version);
            read ??= new();
            if (!store.IsExclusive && read.Owner is { } other && other != owner && read.Until > now && WasSavedRecently(now))
            {
                return false;
            }

            State = read;
        }

        bool holds = store.IsExclusive || (State.Owner == owner && State.Until > now.Plus(_renewal));
        return holds || await TrySaveAsync(State, now, cancel);
    }

    /// <summary>Saves the next state.</summary>
    /// <returns>False if another process has taken over: then this one does not hold it any longer.</returns>
    internal async Task<bool> TrySaveAsync(WebhookState next, Timestamp now, CancellationToken cancel)
    {
        next = store.IsExclusive ? next with { Owner = null, Until = default } : next with { Owner = owner, Until = now.Plus(_lease) };
        return await TryReplaceAsync(next, cancel);
    }

    /// <summary>Lets another process take over at once.</summary>
    internal async Task ReleaseAsync(CancellationToken cancel)
    {
        if (State is { } last && !store.IsExclusive)
        {
            await TryReplaceAsync(last with { Owner = null, Until = default }, cancel);
        }

        Drop();
    }

    /// <summary>Drops the state, so that it is read again.</summary>
    internal void Drop() => State = null;

    // Whether the other process has saved within a lease, by the clock of this one.
    private bool WasSavedRecently(Timestamp now)
    {
        if (_ofAnother.Version != _version)
        {
            _ofAnother = (_version, now);
        }

        return now < _ofAnother.Since.Plus(_lease);
    }

    private async Task<bool> TryReplaceAsync(WebhookState next, CancellationToken cancel)
    {
        // Until the outcome is known, the state is not.
        State = null;
        if (!await store.TrySaveAsync(StateJson.Write(next), _version, cancel))
        {
            return false;
        }

        (State, _version) = (next, _version + 1);
        return true;
    }
}
