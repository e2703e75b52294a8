using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Bugsink's tests of headers and of times say (ingest/tests.py, HeaderValidationTest; compat/tests.py).</summary>
public sealed class BugsinkHeaderTests
{
    private const string Event = """{"event_id":"ID1","message":"m"}""";

    // Sent three days ago by the clock of the sender, whose event is of that minute.
    [Theory]
    [InlineData("test_sent_at_trailing_zeros", "2026-09-18T14:15:00.0000001+00:00", true)]
    [InlineData("test_sent_at_trailing_zeros", "2026-09-18T14:15:00.0000001Z", true)]
    [InlineData("test_sent_at_trailing_zeros", "soon", false)]
    [InlineData("test_sent_at_trailing_zeros", "2026-09-18T14:15:00.0000001032123+00:00", true)]
    [InlineData("test_sent_at_trailing_zeros", "2026-09-19T02:15:00.0000+12:00", true)]
    public void SentAt(string bugsink, string sentAt, bool isRead)
    {
        EventFact fact = ReadEvent("""{"event_id":"ID1","timestamp":1789740900}""", $"{{\"sent_at\":\"{sentAt}\"}}");
        Assert.Equal((bugsink, isRead), (bugsink, fact.Timestamp == ReadFacts.Received));
    }

    [Theory]
    [InlineData("test_sdk", """{"event_id":"ID1","sdk":{}}""")]
    [InlineData("test_sdk", """{"event_id":"ID1","sdk":"1.0"}""")]
    [InlineData("test_event_id", """{"event_id":"ID1"}""")]
    [InlineData("test_event_id", """{"event_id":"01234567-89ab-cdef-0123-456789abcdef"}""")]
    [InlineData("test_filter_valid_envelope_headers", """{"event_id":"ID1","sdk":"bad","sent_at":"2026-09-21T14:15:00Z","mine":1}""")]
    public void AHeaderIsReadForWhatIsRightInIt(string bugsink, string header)
    {
        EventFact fact = ReadEvent("""{"message":"m"}""", header);
        Assert.Equal((bugsink, EventId.Parse(Id1), true), (bugsink, fact.EventId, fact.Sdk.IsNone));
    }

    [Theory]
    [InlineData("test_event_id", """{"event_id":"xyz"}""")]
    [InlineData("test_event_id", """{"event_id":"gggggggggggggggggggggggggggggggg"}""")]
    public void AnInvalidIdRefusesTheEnvelope(string bugsink, string header) =>
        Assert.True(Read($"{header}\n{{\"type\":\"event\"}}\n{Event}").Outcome.IsMalformed, bugsink);

    [Theory]
    [InlineData("test_validate_item_headers", """{"type":"session","length":0}""", "", false)]
    [InlineData("test_validate_item_headers", """{"type":"event","length":-1}""", "", true)]
    [InlineData("test_validate_item_headers_non_event_doesnt_raise", """{"type":"transaction","length":-1}""", "", true)]
    [InlineData("test_filter_valid_item_headers_non_event", """{"type":"attachment","length":-1}""", "", true)]
    [InlineData("test_filter_valid_item_headers_event", """{"type":"event","mine":1}""", Event, false)]
    public void ALengthIsANumberOfBytes(string bugsink, string header, string payload, bool isMalformed) =>
        Assert.Equal((bugsink, isMalformed), (bugsink, Read($"{{}}\n{header}\n{payload}\n").Outcome.IsMalformed));

    [Theory]
    [InlineData("test_numeric_values", "1790000000", 1_790_000_000_000)]
    [InlineData("test_numeric_values", "1790000000.5", 1_790_000_000_500)]
    [InlineData("test_string", "\"2026-09-21T14:13:20.000Z\"", 1_790_000_000_000)]
    [InlineData("test_string", "\"2026-09-21T14:13:20+00:00\"", 1_790_000_000_000)]
    [InlineData("test_non_utc_settings_dont_influence_parsing", "\"2026-09-21T14:13:20\"", 1_790_000_000_000)]
    public void ATimeIsInUtc(string bugsink, string timestamp, long expected) =>
        Assert.Equal(
            (bugsink, expected), (bugsink, ReadEvent($"{{\"event_id\":\"ID1\",\"timestamp\":{timestamp}}}").Timestamp.Milliseconds));
}
