using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of events say (protocol/event.rs, relay-event-normalization/src/event.rs).</summary>
public sealed class RelayEventTests
{
    private const string Header = """{"event_id":"ID1"}""";

    [Theory]
    [InlineData("test_event_roundtrip")]
    public void EachFieldIsRead(string relay)
    {
        EventFact fact = ReadEvent("""
            {"event_id":"ID1","level":"debug","fingerprint":["f"],"culprit":"c","transaction":"/a","logentry":{"formatted":"m"},
              "logger":"l","modules":{"m":"1"},"platform":"go","timestamp":1790000000.0,"server_name":"s","release":"r","dist":"d",
              "environment":"e","tags":[["t","v"]],"extra":{"x":"y"},"other":"o","_meta":{"event_id":{"":{"err":["invalid_data"]}}}}
            """);
        Assert.Equal((relay, EventId.Parse(Id1), Level.Debug), (relay, fact.EventId, fact.Level));
        Assert.Equal(new Timestamp(1_790_000_000_000), fact.Timestamp);
        Assert.Equal(("/a", "go"), (fact.Transaction.ToString(), fact.Platform.ToString()));
        Assert.Equal(("r", "e"), (fact.Release.ToString(), fact.Environment.ToString()));
    }

    [Theory]
    [InlineData("test_event_default_values", "{}")]
    [InlineData("test_event_default_values_with_meta", """{"platform":"","_meta":{"platform":{"":{"err":["invalid_data"]}}}}""")]
    [InlineData("test_event_type", """{"type":"default"}""")]
    [InlineData("test_empty_threads", """{"threads":{}}""")]
    [InlineData("test_extra_at", """{"extra":{"a":"x","b":42,"c":{"d":"y","e":null}}}""")]
    [InlineData("test_scrape_attempts", """{"scraping_attempts":[{"status":"not_attempted","url":"https://a.example/b.js"}]}""")]
    [InlineData("test_event_level_defaulted", """{"message":"m"}""")]
    [InlineData("test_discards_received", """{"received":9999999999}""")]
    public void WhatIsMissingHasADefault(string relay, string payload)
    {
        EventFact fact = ReadEvent(payload, Header);

        // Received, as it is not said, is the timestamp.
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = ReadFacts.Received,
                Level = Level.Error,
            },
            fact with { IssueId = default, Title = default, PrimaryHash = default });
        Assert.True(fact.IssueId.Value > 0, relay);
    }

    [Theory]
    [InlineData("test_transaction_level_untouched")]
    public void ATransactionHasNoLevel(string relay) =>
        Assert.Equal((relay, Level.None), (relay, ReadEvent("{}", Header, "transaction").Level));

    [Theory]
    [InlineData("test_lenient_release")]
    public void AReleaseMayBeANumber(string relay) =>
        Assert.Equal((relay, "42"), (relay, ReadEvent("""{"release":42}""", Header).Release.ToString()));

    [Theory]
    [InlineData("test_parses_sdk_info_from_header")]
    public void TheSdkIsThatOfTheRequest(string relay) =>
        Assert.Equal((relay, "_mine"), (relay, ReadEvent("{}", Header, client: "_mine/1.2.3").Sdk.ToString()));

    [Theory]
    [InlineData("test_normalization_is_idempotent")]
    [InlineData("test_full_normalization_is_idempotent")]
    public void TheSameEventIsTheSameFact(string relay)
    {
        const string Sent = """{"timestamp":1790000010,"start_timestamp":1790000000,"transaction":" /a","spans":[{}]}""";
        Assert.True(ReadEvent(Sent, Header, "transaction") == ReadEvent(Sent, Header, "transaction"), relay);
    }

    [Theory]
    [InlineData("test_level", "\"log\"", Level.Info)]
    [InlineData("test_level", "30", Level.Warning)]
    [InlineData("test_level", "\"critical\"", Level.Fatal)]
    public void ALevelHasOldNames(string relay, string level, Level expected) =>
        Assert.Equal((relay, expected), (relay, ReadEvent($"{{\"level\":{level}}}", Header).Level));

    [Theory]
    [InlineData("test_newlines_release")]
    public void AReleaseIsTrimmed(string relay) =>
        Assert.Equal((relay, "42"), (relay, ReadEvent("""{"release":"42\n"}""", Header).Release.ToString()));
}
