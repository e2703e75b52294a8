using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;
using ReplayGraph.Links;

namespace ReplayGraph.Graph.Tests.Ingest;

public sealed class MentionStepTests
{
    private static readonly Expiry _expiry = new(World.Now, TimeSpan.FromDays(90));
    private readonly Held _held = new();

    [Fact]
    public void AnEventMentionsItsIssueAndItsTransaction()
    {
        MentionStep.Take(Make.Error(1, issue: 2, at: -5, project: 3, days: 4, transaction: "/a"), _expiry, _held);

        Assert.Equal(["/a: 3, 4 days, 2026-11-20", "2: 3, 4 days, 2026-11-20"], _held.All);
    }

    [Fact]
    public void AnEventWithoutIssueAndTransactionMentionsNothing()
    {
        MentionStep.Take(Make.Error(1), _expiry, _held);

        Assert.Empty(_held.All);
    }

    // The world's now is noon: the day of an event that expired this morning has not ended.
    [Theory]
    [InlineData((-90 * World.Day) - 60, "2: 1, 0 days, 2026-08-22")]
    [InlineData((-91 * World.Day) + 60, null)]
    public void AnEventThatHasExpiredMentionsToTheEndOfItsDay(int at, string? mention)
    {
        MentionStep.Take(Make.Error(1, issue: 2, at: at), _expiry, _held);

        Assert.Equal(mention is null ? [] : [mention], _held.All);
    }

    [Fact]
    public void AnIssueOperationMentionsEveryIssueThatItNames()
    {
        MentionStep.Take(IssueOp.Of(Make.Merge([1, 2], 3)), _held);
        MentionStep.Take(IssueOp.Of(Make.Unmerge(4, 5, [1])), _held);
        MentionStep.Take(IssueOp.Of(Make.DeleteIssues([6])), _held);

        Assert.Equal(Enumerable.Range(1, 6).Select(issue => $"{issue}: 1, 0 days, 2026-11-20"), _held.All);
    }

    [Fact]
    public void AMoveMentionsTheIssueItMovesTo()
    {
        MentionStep.Take(Make.Move([1, 2], 7), _held);

        Assert.Equal(["7: 1, 0 days, 2026-11-20"], _held.All);
    }

    private sealed class Held : IMentioned
    {
        private readonly SortedDictionary<string, Mentions> _all = new(StringComparer.Ordinal);

        internal IEnumerable<string> All => _all.SelectMany(one => one.Value.All.ToArray().Select(mention =>
            $"{one.Key}: {mention.Project}, {mention.RetentionDays} days, {mention.Until.ToString()[..10]}"));

        public Mentions Of(IssueId issue) => Of(issue.ToString());

        public Mentions Of(Text transaction) => Of(transaction.ToString());

        private Mentions Of(string key) => _all.TryGetValue(key, out Mentions? known) ? known : _all[key] = new();
    }
}
