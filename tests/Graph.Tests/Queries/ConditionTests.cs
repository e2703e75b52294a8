using System.Text;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Graph.Tests.Queries;

public sealed class ConditionTests
{
    private static readonly Observation _full = new()
    {
        Kind = FactKind.Error,
        Level = Level.Warning,
        EventId = World.Event(1),
        TraceId = World.Trace(1),
        ReplayId = World.Replay(1),
        ProjectId = World.Project(3),
        IssueId = World.Issue(5),
        Transaction = Of("/pay"),
        Platform = Of("python"),
        Environment = Of("prod"),
        Release = Of("1.0"),
        Sdk = Of("sentry.python"),
        SpanId = 255,
        DurationMs = 120,
        Timestamp = new(1000),
    };

    private static readonly Observation _bare = new()
    {
        Kind = FactKind.Transaction,
        EventId = World.Event(2),
        ProjectId = World.Project(4),
    };

    public static TheoryData<EventField, string, string> Fields => new()
    {
        { EventField.Issue, "6", "" },
        { EventField.Transaction, "/pay", "" },
        { EventField.Trace, World.Trace(1).ToString(), "" },
        { EventField.Event, World.Event(1).ToString(), World.Event(2).ToString() },
        { EventField.Replay, World.Replay(1).ToString(), "" },
        { EventField.Project, "3", "4" },
        { EventField.Environment, "prod", "" },
        { EventField.Release, "1.0", "" },
        { EventField.Level, "warning", "" },
        { EventField.Platform, "python", "" },
        { EventField.Type, "error", "transaction" },
        { EventField.Span, "00000000000000ff", "" },
        { EventField.Sdk, "sentry.python", "" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Is_ReadsTheField_EmptyIfItIsNotSet(EventField field, string full, string bare)
    {
        Assert.True(IsFull(new Condition.Is(field, ["other", full])));
        Assert.False(IsFull(new Condition.Is(field, ["other", full + "x", full.ToUpperInvariant() + "x"])));
        Assert.True(IsBare(new Condition.Is(field, [bare])));
        Assert.False(IsFull(new Condition.Is(field, [""])));
        Assert.False(IsFull(new Condition.Is(field, [])));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(120L, 120L, true)]
    [InlineData(null, 119L, false)]
    [InlineData(121L, null, false)]
    public void InRange_HoldsWithinBounds(long? min, long? max, bool holds)
    {
        var condition = new Condition.InRange(EventNumber.Duration, new(min, max));
        Assert.Equal(holds, condition.Matches(_full with { Kind = FactKind.Transaction }, default));
        Assert.False(condition.Matches(_full, default));
        condition = new(EventNumber.Timestamp, new(min + 880, max + 880));
        Assert.Equal(holds, condition.Matches(_full, default));
    }

    [Fact]
    public void EveryField_IsTested() => Assert.Equal(Enum.GetValues<EventField>(), Fields.Select(row => (EventField)row[0]));

    [Fact]
    public void Issue_IsWhereItBelongsNow() => Assert.False(IsFull(new Condition.Is(EventField.Issue, ["5"])));

    [Fact]
    public void Level_IsEveryName()
    {
        foreach ((Level level, string name) in new[]
        {
            (Level.Sample, "sample"), (Level.Debug, "debug"), (Level.Info, "info"), (Level.Error, "error"), (Level.Fatal, "fatal"),
        })
        {
            Observation observation = _full with { Level = level };
            Assert.True(new Condition.Is(EventField.Level, [name]).Matches(observation, default));
        }
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "/a", true)]
    [InlineData("**", "/a", true)]
    [InlineData("/a*", "/a", true)]
    [InlineData("/a*", "/abc", true)]
    [InlineData("/a*", "x/a", false)]
    [InlineData("*a", "/aba", true)]
    [InlineData("*a", "/ab", false)]
    [InlineData("*b*", "abc", true)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abcdef", false)]
    [InlineData("a*bc", "abbbc", true)]
    [InlineData("a*bc", "abbbcb", false)]
    [InlineData("a*", "A", false)]
    [InlineData("*a*b", "ba", false)]
    [InlineData("?*", "a", false)]
    public void Star_MatchesAnyRun(string pattern, string text, bool isMatch)
    {
        Observation observation = _full with { Transaction = text.Length == 0 ? null : Of(text) };
        Assert.Equal(isMatch, new Condition.Is(EventField.Transaction, [pattern]).Matches(observation, default));
    }

    [Fact]
    public void Star_OfAnEvilPattern_Ends()
    {
        Observation observation = _full with { Transaction = Of(new string('a', 2000)) };
        string pattern = string.Concat(Enumerable.Repeat("a*", 500)) + "b";
        Assert.False(new Condition.Is(EventField.Transaction, [pattern]).Matches(observation, default));
    }

    [Fact]
    public void AllAnyNot_AreLogic()
    {
        Condition yes = new Condition.Is(EventField.Project, ["3"]), no = new Condition.Is(EventField.Project, ["4"]);

        Assert.True(IsFull(new Condition.All([])));
        Assert.True(IsFull(new Condition.All([yes, yes])));
        Assert.False(IsFull(new Condition.All([yes, no])));
        Assert.False(IsFull(new Condition.Any([])));
        Assert.True(IsFull(new Condition.Any([no, yes])));
        Assert.False(IsFull(new Condition.Any([no, no])));
        Assert.True(IsFull(new Condition.Not(no)));
        Assert.False(IsFull(new Condition.Not(yes)));
    }

    private static bool IsFull(Condition condition) => condition.Matches(_full, World.Issue(6));

    private static bool IsBare(Condition condition) => condition.Matches(_bare, default);

    private static Name Of(string text) => new(Encoding.UTF8.GetBytes(text), 1);
}
