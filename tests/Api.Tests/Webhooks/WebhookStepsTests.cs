using ReplayGraph.Api.Options;
using ReplayGraph.Api.Webhooks;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>The bounds of the state, and its stored form.</summary>
public sealed class WebhookStepsTests
{
    private static readonly Webhook _hook = Hook("https://hooks.example.com/a"), _other = Hook("https://hooks.example.com/b");
    private int _ids;

    [Fact]
    public void TheQueue_IsBounded_AndLosesTheOldest()
    {
        WebhookState state = Known();
        WebhookStep step = Found(state, [.. Enumerable.Range(1, WebhookSteps.MaxCalls + 2).Select(issue => Pair(issue, 1))]);
        Assert.Equal((WebhookSteps.MaxCalls, 2), (step.State.Calls.Count, step.Dropped));
        Assert.Equal((World.Issue(3), World.Issue(1002)), (step.State.Calls[0].Issue, step.State.Calls[^1].Issue));
    }

    [Fact]
    public void AnnouncedPairs_AreBounded_AndOnlyOfReplaysThatScansSee()
    {
        AnnouncedPairs pairs = AnnouncedPairs.None.With([.. Enumerable.Range(1, AnnouncedPairs.Max + 5).Select(replay => Pair(5, replay))], default);
        Assert.Equal((AnnouncedPairs.Max, false, true), (pairs.Count, pairs.Contains(Pair(5, 5)), pairs.Contains(Pair(5, 6))));
        pairs = pairs.With([Pair(5, 6)], Pair(5, 10).StartedAt);
        Assert.Equal((AnnouncedPairs.Max - 4, false, true), (pairs.Count, pairs.Contains(Pair(5, 9)), pairs.Contains(Pair(5, 10))));
        Assert.False(pairs.Contains(Pair(6, 10)));
    }

    [Fact]
    public void AnIssueThatIsRetried_HoldsBackItsNextCall_AndNoOther()
    {
        WebhookState state = Found(Known(), Pair(5, 1), Pair(6, 1)).State;
        PendingCall first = state.Calls[0];
        state = Found(WebhookSteps.Begin(state, first), Pair(5, 2)).State;
        Timestamp due = World.Now.Plus(_hook.Interval);
        Assert.Equal([1, 1, 1], state.Calls.Select(call => call.Total));
        state = WebhookSteps.End(state, _hook, first.DeliveryId, new(CallOutcome.Failed), due, 0.5).State;
        Assert.Null(WebhookSteps.Due(state, _hook, due));
        Assert.Equal(due.Plus(TimeSpan.FromSeconds(5)), WebhookSteps.NextDue(state));
        Assert.Equal(World.Issue(6), WebhookSteps.Due(state, _hook, due.Plus(TimeSpan.FromSeconds(5)))!.Issue);
        Assert.Null(WebhookSteps.Due(state, _other, due.Plus(TimeSpan.FromDays(1))));

        // Once the first is delivered, the next of the issue is due an interval later.
        Timestamp delivered = due.Plus(TimeSpan.FromMinutes(3));
        state = WebhookSteps.End(state, _hook, first.DeliveryId, new(CallOutcome.Delivered), delivered, 0.5).State;
        Assert.Equal([due, delivered.Plus(_hook.Interval)], state.Calls.Select(call => call.DueAt));
    }

    [Fact]
    public void AWebhookThatIsNotConfigured_IsRemoved()
    {
        WebhookState state = Found(Known(), Pair(5, 1)).State;
        Assert.Same(state, WebhookSteps.Only(state, [_hook, _other]));
        Assert.Empty(WebhookSteps.Only(state with { Webhooks = new Dictionary<string, WebhookProgress>() }, [_hook]).Calls);
        state = WebhookSteps.Only(state, [_other]);
        Assert.Equal((0, 0), (state.Webhooks.Count, state.Calls.Count));
    }

    [Fact]
    public void AReplayThatScansDoNotSeeAll_IsNotAnnounced_OnceAnEarlierOneWasSeen()
    {
        WebhookProgress progress = new ScanResult { Oldest = World.At(-50), Latest = World.At(-1) }.Advance(new());
        Assert.Equal((World.At(-50), World.At(-1)), (progress.Since, progress.Latest));
        Assert.False(new ScanResult { Oldest = World.At(-1) }.IsTruncatedAfter(progress));
        Assert.True(new ScanResult { Oldest = World.At(0) }.IsTruncatedAfter(progress));
        Assert.Same(progress, new ScanResult { Oldest = World.At(-60), Latest = World.At(-2) }.Advance(progress));
    }

    [Theory]
    [InlineData(1, null, 2.5, 7.5)]
    [InlineData(2, null, 5, 15)]
    [InlineData(5, null, 40, 120)]
    [InlineData(100, null, 1800, 5400)]
    [InlineData(1, 90, 90, 90)]
    [InlineData(9, 86_400, 3600, 3600)]
    public void AttemptsAreFurtherAndFurtherApart(int attempts, int? retryAfter, double least, double most)
    {
        TimeSpan? asked = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        Assert.Equal((least, most), (Backoff.Of(attempts, asked, 0).TotalSeconds, Backoff.Of(attempts, asked, 1).TotalSeconds));
        Assert.InRange(Backoff.Hold(attempts, asked, 1).TotalSeconds, 0, retryAfter is null ? 450 : 3600);
    }

    [Fact]
    public void TheStoredForm_IsReadBack()
    {
        WebhookState state = Found(Known(), Pair(5, 1), Pair(5, 2), Pair(6, 1)).State;
        state = WebhookSteps.Begin(state, state.Calls[1]) with { Owner = "a:1", Until = World.At(1) };
        state = WebhookSteps.End(state, _hook, state.Calls[1].DeliveryId, new(CallOutcome.Failed), World.At(2), 0.5).State;
        state = state with { Calls = [state.Calls[0] with { IsTruncated = true }, state.Calls[1]] };
        byte[] bytes = StateJson.Write(state);
        WebhookState read = StateJson.TryRead(bytes)!;
        Assert.Equal(bytes, StateJson.Write(read));
        Assert.Equal(("a:1", World.At(1), 2), (read.Owner, read.Until, read.Calls.Count));
        Assert.Equal(state.Calls[0] with { Replays = [] }, read.Calls[0] with { Replays = [] });
        Assert.Equal(state.Calls[0].Replays, read.Calls[0].Replays);
        WebhookProgress progress = read.Webhooks[_hook.Id];
        Assert.Equal((1, World.At(2).Plus(TimeSpan.FromSeconds(5)), true), (progress.Failures, progress.HeldUntil, progress.Announced.Contains(Pair(5, 2))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"calls\":[{\"issue\":\"x\"}]}")]
    [InlineData("{\"calls\":[{\"replays\":[\"x\"]}]}")]
    [InlineData("{\"webhooks\":{\"a\":{\"announced\":\"*\"}}}")]
    public void OtherText_IsNoState(string text) => Assert.Null(StateJson.TryRead(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void TheIdOfAWebhook_IsThatOfItsAddressAndProjects()
    {
        Assert.Equal(16, _hook.Id.Length);
        Assert.NotEqual(_hook.Id, _other.Id);
        WebhookOptions options = Options("https://hooks.example.com/a");
        Assert.Equal(_hook.Id, new Webhook(options with { Secret = new('x', 40), IntervalSeconds = 5, AllowPrivate = true }).Id);
        Assert.NotEqual(_hook.Id, new Webhook(options with { Projects = new HashSet<ProjectId> { new(1) } }).Id);
        Assert.NotEqual(_hook.Id, new Webhook(options with { Organization = World.Organization }).Id);
    }

    private static WebhookState Known() =>
        WebhookSteps.Found(new(), _hook, new ScanResult(), World.Now, () => throw new InvalidOperationException()).State;

    private static IssueReplay Pair(int issue, int replay) => new(World.Issue(issue), World.Replay(replay), World.At(replay));

    private static WebhookOptions Options(string url) => new(OrganizationId.Default, new(url), new('s', 32));

    private static Webhook Hook(string url) => new(Options(url));

    private WebhookStep Found(WebhookState state, params IssueReplay[] pairs) =>
        WebhookSteps.Found(state, _hook, new() { Pairs = pairs }, World.Now, () => $"{++_ids}");
}
