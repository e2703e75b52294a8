using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Graph.Tests.Traces;

public sealed class ObservationTests
{
    private static readonly EventFact _full = new()
    {
        Kind = FactKind.Transaction,
        EventId = new(1),
        ProjectId = new(2),
        Timestamp = new(3_000),
        Received = new(4_000),
        TraceId = new(5),
        SpanId = 6,
        IssueId = new(7),
        Transaction = "/checkout",
        ReplayId = new(8),
        Level = Level.Fatal,
        Platform = "javascript",
        Sdk = "sentry.javascript.browser",
        Environment = "production",
        Release = "1.0",
        PrimaryHash = 9,
        DurationMs = 10,
        RetentionDays = 11,
    };

    [Fact]
    public void AnObservationHoldsEveryFieldOfItsEvent() => Assert.Equal(_full, Observation.Of(_full, new OwnNames()).ToFact());

    [Fact]
    public void AnEventWithoutAReceivedTimeWasReceivedWhenItHappened()
    {
        Observation observation = Observation.Of(_full with { Received = default }, new OwnNames());

        Assert.Equal(_full.Timestamp, observation.Received);
    }
}
