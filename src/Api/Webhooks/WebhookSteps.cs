namespace ReplayGraph.Api.Webhooks;

/// <summary>A state that follows from another, and what was lost on the way.</summary>
/// <param name="State">The next state.</param>
/// <param name="Dropped">The number of calls that will never be sent.</param>
internal readonly record struct WebhookStep(WebhookState State, int Dropped = 0);

/// <summary>How the state changes. Pure: time and randomness are given.</summary>
internal static class WebhookSteps
{
    /// <summary>The most calls that wait. The oldest is dropped for another.</summary>
    internal const int MaxCalls = 1000;

    /// <summary>How long a call is tried.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Adds what a scan found. A new replay of an issue joins the call that waits, or begins one that is due an interval later.</summary>
    internal static WebhookStep Found(WebhookState state, Webhook webhook, ScanResult found, Timestamp now, Func<string> newId)
    {
        WebhookProgress? before = state.Webhooks.GetValueOrDefault(webhook.Id);
        WebhookProgress after = found.Advance(before ?? new());
        if (after == before)
        {
            return new(state);
        }

        List<PendingCall> calls = [.. state.Calls];
        foreach (IssueReplay pair in found.IsSilent || before is null ? [] : found.Pairs)
        {
            int waiting = calls.FindIndex(call => call.Webhook == webhook.Id && call.Issue == pair.Issue && call.Attempts == 0);
            if (waiting < 0)
            {
                waiting = calls.Count;
                calls.Add(new(newId(), webhook.Id, pair.Issue, now, now.Plus(webhook.Interval)));
            }

            calls[waiting] = calls[waiting].With(pair.Replay, found.IsTruncatedAfter(before!));
        }

        int dropped = Math.Max(0, calls.Count - MaxCalls);
        calls.RemoveRange(0, dropped);
        return new(With(state, webhook, after) with { Calls = calls }, dropped);
    }

    /// <summary>The call of a webhook that is to be sent now; null if there is none. Of an issue, a later call waits for the earlier one.</summary>
    internal static PendingCall? Due(WebhookState state, Webhook webhook, Timestamp now) =>
        Heads(state).Where(head => head.Call.Webhook == webhook.Id && head.At <= now)
            .OrderBy(head => head.At).ThenBy(head => head.Call.Attempts).Select(head => head.Call).FirstOrDefault();

    /// <summary>When the next call is to be sent; null if none waits.</summary>
    internal static Timestamp? NextDue(WebhookState state) => Heads(state).Select(head => (Timestamp?)head.At).Min();

    /// <summary>Begins an attempt. Saved before it is sent, so that no replay is added to a call that may have arrived.</summary>
    internal static WebhookState Begin(WebhookState state, PendingCall call) => Replace(state, call, call with { Attempts = call.Attempts + 1 });

    /// <summary>Removes a call that shows nothing any longer: its replays were deleted, archived or are not linked now.</summary>
    internal static WebhookState Remove(WebhookState state, PendingCall call) => Replace(state, call, null);

    /// <summary>Ends an attempt.</summary>
    /// <param name="state">The state after <see cref="Begin"/>.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="deliveryId">The call.</param>
    /// <param name="result">What became of the attempt.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">From 0 to 1: spreads the attempts.</param>
    internal static WebhookStep End(
        WebhookState state, Webhook webhook, string deliveryId, CallResult result, Timestamp now, double random)
    {
        PendingCall call = state.Calls.Single(one => one.DeliveryId == deliveryId);
        WebhookProgress progress = state.Webhooks[webhook.Id];
        switch (result.Outcome)
        {
            case CallOutcome.Delivered:
                state = With(state, webhook, progress with { Failures = 0, HeldUntil = default });
                Timestamp next = now.Plus(webhook.Interval);
                return new(state with
                {
                    Calls =
                    [
                        .. state.Calls.Where(one => one != call).Select(one => one.Webhook == call.Webhook && one.Issue == call.Issue && one.DueAt < next
                            ? one with { DueAt = next }
                            : one),
                    ],
                });
            case CallOutcome.Gone:
                PendingCall[] others = [.. state.Calls.Where(one => one.Webhook != webhook.Id)];
                return new(state with { Calls = others }, state.Calls.Count - others.Length);
            default:
                int failures = progress.Failures + 1;
                state = With(state, webhook, progress with { Failures = failures, HeldUntil = now.Plus(Backoff.Hold(failures, result.RetryAfter, random)) });
                Timestamp again = now.Plus(Backoff.Of(call.Attempts, result.RetryAfter, random));
                return again > call.QueuedAt.Plus(Patience) ? new(Remove(state, call), 1) : new(Replace(state, call, call with { DueAt = again }));
        }
    }

    /// <summary>Without webhooks that are no longer configured.</summary>
    internal static WebhookState Only(WebhookState state, IReadOnlyCollection<Webhook> webhooks)
    {
        HashSet<string> ids = [.. webhooks.Select(webhook => webhook.Id).Where(state.Webhooks.ContainsKey)];
        return ids.Count == state.Webhooks.Count && state.Calls.All(call => ids.Contains(call.Webhook)) ? state : state with
        {
            Webhooks = state.Webhooks.Where(one => ids.Contains(one.Key)).ToDictionary(),
            Calls = [.. state.Calls.Where(call => ids.Contains(call.Webhook))],
        };
    }

    // The first call of each webhook and issue, and when it may be sent.
    private static IEnumerable<(PendingCall Call, Timestamp At)> Heads(WebhookState state) => state.Calls
        .DistinctBy(call => (call.Webhook, call.Issue))
        .Select(call => (call, Later(call.DueAt, state.Webhooks.GetValueOrDefault(call.Webhook)?.HeldUntil ?? default)));

    private static Timestamp Later(Timestamp a, Timestamp b) => a > b ? a : b;

    private static WebhookState With(WebhookState state, Webhook webhook, WebhookProgress progress) =>
        state with { Webhooks = new Dictionary<string, WebhookProgress>(state.Webhooks) { [webhook.Id] = progress } };

    private static WebhookState Replace(WebhookState state, PendingCall call, PendingCall? by) => state with
    {
        Calls = [.. state.Calls.Select(one => one.DeliveryId == call.DeliveryId ? by : one).OfType<PendingCall>()],
    };
}
