using System.IO.Compression;
using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;

namespace ReplayGraph.Intake.Tests.Envelopes;

public sealed class StoreIntakeTests
{
    private const string Id1 = "0123456789abcdef0123456789abcdef";
    private const string Event = $$"""{"event_id":"{{Id1}}","message":"m","timestamp":"2026-09-21T14:13:20"}""";

    private static (EnvelopeOutcome Outcome, ReadFacts Facts) Read(string body, string? client = null)
    {
        EnvelopeOutcome outcome = default;
        ReadFacts facts = ReadFacts.Of(body, (bytes, into, refusals) =>
        {
            outcome = StoreIntake.Read(bytes, new(7), SdkEnvelope.Arrived, into, refusals, client);
            return default;
        });
        return (outcome, facts);
    }

    private static string Deflated(string text)
    {
        using var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.Fastest))
        {
            zlib.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(to.ToArray());
    }

    [Fact]
    public void PlainAndDeflatedAreTheSame()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read(Event);
        Assert.Equal(new EnvelopeOutcome(EventId.Parse(Id1), 1, 0, 0, null), outcome);
        EventFact fact = facts.One<EventFact>();
        Assert.Equal((FactKind.Error, new Timestamp(1_790_000_000_000)), (fact.Kind, fact.Timestamp));
        Assert.Equal(fact, Read(Deflated(Event) + "\n").Facts.One<EventFact>());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData(" \"x\" ")]
    public void JsonThatIsNoObjectIsNotTakenForBase64(string body) =>
        Assert.Equal("the event is not a JSON object (line 1, byte 0)", Read(body).Outcome.Error);

    [Fact]
    public void ATransactionSaysSo()
    {
        Assert.Equal(FactKind.Transaction, Read($$"""{"event_id":"{{Id1}}","type":"transaction"}""").Facts.One<EventFact>().Kind);
    }

    [Fact]
    public void FeedbackSaysSo()
    {
        string sent = $$"""{"event_id":"{{Id1}}","type":"feedback","contexts":{"feedback":{"replay_id":"{{Id1}}"} } }""";
        EventFact fact = Read(sent).Facts.One<EventFact>();
        Assert.Equal((FactKind.Error, Level.Info, ReplayId.Parse(Id1)), (fact.Kind, fact.Level, fact.ReplayId));
    }

    [Fact]
    public void TheSdkIsThatOfTheEventElseOfTheRequest()
    {
        Assert.Equal("raven-js", Read(Event, "raven-js/3.26.2").Facts.One<EventFact>().Sdk.ToString());
        string sent = Event.Replace("{", "{\"sdk\":{\"name\":\"sentry.go\"},", StringComparison.Ordinal);
        Assert.Equal("sentry.go", Read(sent, "raven-js/3.26.2").Facts.One<EventFact>().Sdk.ToString());
    }

    [Fact]
    public void AnEventWithoutAnIdGetsANewOne()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""{"message":"m","event_id":null}""");
        Assert.False(outcome.EventId.IsNone);
        Assert.Equal(outcome.EventId, facts.One<EventFact>().EventId);
    }

    [Fact]
    public void AnIdThatIsNoneIsRefused()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""{"event_id":"bad"}""");
        Assert.Equal((1, "event_id"), (outcome.Refused, facts.Refused().Field));
    }

    [Fact]
    public void Base64AloneIsTakenToo()
    {
        Assert.Equal(Id1, Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(Event))).Outcome.EventId.ToString());
    }

    [Theory]
    [InlineData(" \n", "empty request body: expected an event as a JSON object")]
    [InlineData("\n{\"a\":x}", "the event: invalid JSON (line 2, byte 6)")]
    [InlineData("{\"a\":\n", "the event: truncated JSON (line 1, byte 5)")]
    [InlineData("hello", "the body is neither a JSON object nor base64 of a deflated one")]
    public void AnErrorSaysWhatAndWhere(string body, string expected)
    {
        Assert.Equal(expected, Read(body).Outcome.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("hello")]
    [InlineData("%%%%")]
    [InlineData("aGVsbG8=")]
    [InlineData("eLsAAAAAAAA=")]
    public void WhatIsNoEvent(string body)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read(body);
        Assert.True(outcome.IsMalformed);
        Assert.Empty(facts.All);
    }

    [Fact]
    public void ABombIsNotInflated()
    {
        string bomb = Deflated($"{{\"event_id\":\"{Id1}\",\"x\":\"{new string('x', 50_000_000)}\"}}");
        long before = GC.GetAllocatedBytesForCurrentThread();
        EnvelopeOutcome outcome = Read(bomb).Outcome;
        Assert.Equal($"the body inflates to more than {EnvelopeLimits.EventBytes} bytes", outcome.Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }
}
