using ReplayGraph.Api.Services;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Scans and sends, round by round, while this process holds the state.</summary>
internal sealed class WebhookWorker
{
    private readonly IReadOnlyList<Webhook> _webhooks;
    private readonly IReadOnlyList<WebhookScan> _scans;
    private readonly StateKeeper _keeper;
    private readonly ApiServices _services;
    private readonly WebhookBodies _bodies;
    private readonly WebhookSender _sender;
    private readonly WebhookMeters _meters;
    private readonly WebhookLog _log;
    private readonly HashSet<Webhook> _gone = [];
    private readonly Random _random;
    private Timestamp _nextScan;

    public WebhookWorker(ApiServices services, IWebhookStore store, WebhookSender sender, WebhookMeters meters, WebhookLog log)
    {
        (_services, _sender, _meters, _log) = (services, sender, meters, log);
        string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}";
        _random = new(owner.GetHashCode(StringComparison.Ordinal));
        _keeper = new(store, owner);
        _bodies = new(services);
        _webhooks = [.. services.Options.Webhooks.Select(options => new Webhook(options))];
        Interval = TimeSpan.FromSeconds(Math.Clamp(_webhooks.Min(webhook => webhook.Interval.TotalSeconds) / 4, 1, 15));
        _scans = [.. _webhooks.GroupBy(webhook => webhook.Organization).Select(own => new WebhookScan(services, [.. own], Interval))];
        meters.Observe(() => Pending ?? 0);
    }

    /// <summary>The time between two scans.</summary>
    internal TimeSpan Interval { get; }

    /// <summary>The number of webhooks.</summary>
    internal int Webhooks => _webhooks.Count;

    /// <summary>The number of calls that wait; null if another process sends them, or this one has not scanned yet.</summary>
    internal int? Pending => _keeper.State is { Webhooks.Count: > 0 } state ? state.Calls.Count : null;

    private Timestamp Now => _services.Now;

    /// <summary>Scans if it is time to, and sends at most one call of each webhook.</summary>
    /// <returns>When the next round is due.</returns>
    internal async Task<TimeSpan> RunAsync(CancellationToken cancel)
    {
        try
        {
            if (!await HoldAsync(cancel) || (Now >= _nextScan && !await ScanAsync(cancel)))
            {
                return Interval;
            }

            return await SendAsync(cancel) ? TimeSpan.Zero : UntilNext();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            if (e is not (GraphException or OperationCanceledException))
            {
                _log.Unexpected(e);
            }

            DropState();
            return Interval;
        }
    }

    /// <summary>Lets another process go on.</summary>
    internal Task ReleaseAsync(CancellationToken cancel) => _keeper.ReleaseAsync(cancel);

    private async Task<bool> HoldAsync(CancellationToken cancel)
    {
        bool held = _keeper.State is not null;
        bool holds = await _keeper.HoldAsync(Now, cancel);
        if (!held && _keeper.WasUnreadable)
        {
            _log.Unreadable();
        }

        if (!holds)
        {
            DropState();
        }

        return holds;
    }

    // False if another process has taken over.
    private async Task<bool> ScanAsync(CancellationToken cancel)
    {
        _nextScan = Now.Plus(Interval);
        WebhookState before = _keeper.State!, state = WebhookSteps.Only(before, _webhooks);
        int dropped = 0;
        foreach (WebhookScan scan in _scans)
        {
            foreach ((Webhook webhook, ScanResult found) in await TryAsync(() => scan.RunAsync(state, _gone.Contains, Now, cancel), cancel) ?? [])
            {
                WebhookStep step = WebhookSteps.Found(state, webhook, found, Now, NewId);
                (state, dropped) = (step.State, dropped + step.Dropped);
            }
        }

        return ReferenceEquals(state, before) || await SaveAsync(state, dropped);
    }

    // False if nothing was sent.
    private async Task<bool> SendAsync(CancellationToken cancel)
    {
        WebhookState state = _keeper.State!;
        var due = new List<(Webhook Webhook, PendingCall Call, byte[] Body)>();
        foreach (Webhook webhook in _webhooks)
        {
            if (WebhookSteps.Due(state, webhook, Now) is { } call)
            {
                byte[]? body = await TryAsync(() => _bodies.OfAsync(webhook, call), cancel);
                if (body is { Length: > 0 })
                {
                    due.Add((webhook, call, body));
                }

                state = body switch
                {
                    null => state,
                    [] => WebhookSteps.Remove(state, call),
                    _ => WebhookSteps.Begin(state, call),
                };
            }
        }

        if (ReferenceEquals(state, _keeper.State) || !await SaveAsync(state, 0))
        {
            return false;
        }

        CallResult[] results = await Task.WhenAll(due.Select(one => _sender.SendAsync(one.Webhook, one.Body, cancel)));
        int dropped = 0;
        foreach (((Webhook webhook, PendingCall call, _), CallResult result) in due.Zip(results))
        {
            _meters.Count(result.Outcome);
            _log.Ended(webhook, result, state.Webhooks[webhook.Id].Failures);
            if (result.Outcome == CallOutcome.Gone)
            {
                _gone.Add(webhook);
            }

            WebhookStep step = WebhookSteps.End(state, webhook, call.DeliveryId, result, Now, _random.NextDouble());
            (state, dropped) = (step.State, dropped + step.Dropped);
        }

        return await SaveAsync(state, dropped);
    }

    // Null if the graph failed: that is seen at every lookup, and the next round tries again.
    private async Task<T?> TryAsync<T>(Func<Task<T>> read, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is GraphException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // Not cancelled by a stop: then what is stored would be unknown.
    private async Task<bool> SaveAsync(WebhookState state, int dropped)
    {
        if (!await _keeper.TrySaveAsync(state, Now, CancellationToken.None))
        {
            DropState();
            return false;
        }

        if (dropped > 0)
        {
            _meters.Drop(dropped);
            _log.Dropped(dropped);
        }

        return true;
    }

    private TimeSpan UntilNext()
    {
        Timestamp next = _keeper.State is { } state && WebhookSteps.NextDue(state) is { } due && due < _nextScan ? due : _nextScan;
        return TimeSpan.FromMilliseconds(Math.Clamp(next.Milliseconds - Now.Milliseconds, 1000, Interval.TotalMilliseconds));
    }

    // What the last scan found may not have been saved.
    private void DropState()
    {
        _keeper.Drop();
        _nextScan = default;
        foreach (WebhookScan scan in _scans)
        {
            scan.Restart();
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("n");
}
