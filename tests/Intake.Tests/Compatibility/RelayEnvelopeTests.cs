using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of its envelope parser say (relay-server/src/envelope/mod.rs); docs/COMPATIBILITY.md compares.</summary>
public sealed class RelayEnvelopeTests
{
    private const string Event = """{"event_id":"ID2","message":"m"}""";

    [Theory]
    [InlineData("test_envelope_empty", "{\"event_id\":\"ID1\"}\n\n", 0)]
    [InlineData("test_envelope_add_item", "{\"event_id\":\"ID1\"}\n{\"type\":\"attachment\"}\n", 1)]
    [InlineData("test_envelope_take_item", "{}\n{\"type\":\"attachment\"}\n1\n{\"type\":\"attachment\"}\n2", 2)]
    [InlineData("test_deserialize_envelope_empty", "{\"event_id\":\"ID1\"}", 0)]
    [InlineData("test_deserialize_envelope_empty_newline", "{\"event_id\":\"ID1\"}\n", 0)]
    [InlineData("test_deserialize_envelope_empty_item_newline",
        "{}\n{\"type\":\"a\",\"length\":0}\n\n{\"type\":\"b\",\"length\":0}\n\n", 2)]
    [InlineData("test_deserialize_envelope_empty_item_eof", "{}\n{\"type\":\"a\",\"length\":0}\n\n{\"type\":\"b\",\"length\":0}", 2)]
    [InlineData("test_deserialize_envelope_implicit_length", "{}\n{\"type\":\"attachment\"}\nsome words\n", 1)]
    [InlineData("test_deserialize_envelope_implicit_length_eof", "{}\n{\"type\":\"attachment\"}\nsome words", 1)]
    [InlineData("test_deserialize_envelope_implicit_length_empty_eof", "{}\n{\"type\":\"attachment\"}", 1)]
    [InlineData("test_deserialize_envelope_unknown_item", "{}\n{\"type\":\"of_next_year\"}\nsome words\n", 1)]
    [InlineData("test_deserialize_envelope_replay_recording", "{}\n{\"type\":\"replay_recording\"}\nsome words\n", 1)]
    [InlineData("test_deserialize_envelope_view_hierarchy",
        "{}\n{\"type\":\"attachment\",\"length\":14,\"attachment_type\":\"event.view_hierarchy\"}\n{\"windows\":[]}\n", 1)]
    [InlineData("test_parse_empty_items", "{}\n", 0)]
    [InlineData("test_parse_multiple_items", "{}\n{\"type\":\"attachment\"}\none\n{\"type\":\"replay_recording\"}\ntwo", 2)]
    public void SkipsItemsThatHoldNoFact(string relay, string envelope, int skipped)
    {
        EnvelopeOutcome outcome = Read(envelope).Outcome;
        Assert.Equal((relay, null, 0, skipped, 0), (relay, outcome.Error, outcome.Kept, outcome.Skipped, outcome.Refused));
    }

    // The attachment has a byte order mark and an end of line of its own: a length counts bytes, whatever they are.
    [Theory]
    [InlineData("test_deserialize_envelope_multiple_items")]
    public void ReadsItemsByTheirLength(string relay)
    {
        byte[] attachment = [0xEF, 0xBB, 0xBF, .. "words\r\n"u8];
        string id = $"{{\"event_id\":\"{Id1}\"}}";
        byte[] envelope =
        [
            .. Encoding.UTF8.GetBytes($"{id}\n{{\"type\":\"attachment\",\"length\":{attachment.Length}}}\n"),
            .. attachment,
            .. Encoding.UTF8.GetBytes($"\n{{\"type\":\"event\",\"length\":{id.Length},\"filename\":\"a.log\"}}\n{id}\n"),
        ];
        (EnvelopeOutcome outcome, ReadFacts facts) = Read(envelope);
        Assert.Equal((relay, 1, 1, EventId.Parse(Id1)), (relay, outcome.Kept, outcome.Skipped, facts.One<EventFact>().EventId));
    }

    [Theory]
    [InlineData("test_deserialize_envelope_replay_video")]
    public void ReadsAReplayVideoAsMessagePack(string relay)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("{}\n{\"type\":\"replay_video\"}\nsome words\n");
        Assert.Equal((relay, null, "replay_event"), (relay, outcome.Error, facts.Refused().Field));
    }

    [Theory]
    [InlineData("test_parse_request_envelope", """{"event_id":"ID2"}""")]
    [InlineData("test_parse_request_no_dsn", """{"event_id":"ID2","sdk":{"name":"sentry.go"}}""")]
    [InlineData("test_parse_request_no_origin", """{"event_id":"ID2","dsn":"https://ID1@sentry.example/7"}""")]
    [InlineData("test_parse_request_validate_origin", """{"event_id":"ID2","origin":"https://elsewhere.example/"}""")]
    [InlineData("test_deserialize_request_meta",
        """{"event_id":"ID2","client":"x/1","version":6,"origin":"https://a.example/","remote_addr":"127.0.0.1","user_agent":"x"}""")]
    public void TheProjectIsThatOfTheRequest(string relay, string header) =>
        Assert.Equal((relay, new ProjectId(7)), (relay, ReadEvent(Event, header).ProjectId));

    [Theory]
    [InlineData("test_parse_request_sent_at", """{"sent_at":"1970-01-01T00:05:00Z"}""", 240, -60_000)]
    [InlineData("test_parse_request_sent_at_null", """{"sent_at":null}""", 1_790_000_000, -100_000)]
    public void SentAtIsTheClockOfTheSender(string relay, string header, long timestamp, long fromArrival)
    {
        EventFact fact = ReadEvent($"{{\"event_id\":\"ID2\",\"timestamp\":{timestamp}}}", header);
        Assert.Equal((relay, fromArrival), (relay, fact.Timestamp.Milliseconds - ReadFacts.Received.Milliseconds));
    }
}
