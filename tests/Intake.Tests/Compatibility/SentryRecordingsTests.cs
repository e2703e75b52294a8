using System.IO.Compression;
using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>The recordings beside a segment, which Sentry's recording consumer opens and this server does not.</summary>
public sealed class SentryRecordingsTests
{
    private const string Segment =
        """{"type":"replay_event","replay_id":"ID2","segment_id":42,"timestamp":1790000000,"trace_ids":["ID4"]}""";

    [Theory]
    [InlineData("test_process_message_compressed", "{\"segment_id\":42}\n", "[{\"type\":3}]", true)]
    [InlineData("test_process_message_uncompressed", "{\"segment_id\":42}\n", "[{\"type\":3}]", false)]
    [InlineData("test_process_message_invalid_recording_json", "{\"segment_id\":42}\n", "hello", false)]
    [InlineData("test_parse_replay_events_invalid_json", "{\"segment_id\":42}\n", "hello", true)]
    [InlineData("test_parse_headers_no_newline", "{\"segment_id\":42}", "", false)]
    [InlineData("test_process_message_malformed_headers", "hello\n", "[]", false)]
    [InlineData("test_process_message_invalid_headers", "{\"other\":1}\n", "[]", false)]
    [InlineData("test_parse_headers_success_invalid_type", "{\"segment_id\":null}\n", "[]", false)]
    [InlineData("test_process_message_malformed_headers_invalid_unicode_codepoint", "{\"segment_id\":\"\\ud83c\"}\n", "[]", false)]
    [InlineData("test_process_message_no_headers", "", "[]", false)]
    [InlineData("test_parse_headers_empty_recording", "", "", false)]
    public void KeepsTheSegmentWhateverItsRecording(string sentry, string header, string events, bool compressed)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = SdkEnvelope.Read(Envelope(header, events, compressed));
        Assert.Equal((sentry, new EnvelopeOutcome(outcome.EventId, 1, 1, 0, null)), (sentry, outcome));
        SegmentFact fact = facts.One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(SdkEnvelope.Id2), 42), (fact.ReplayId, fact.SegmentId));
        Assert.Equal([TraceId.Parse(SdkEnvelope.Id4)], fact.TraceIds!);
    }

    [Theory]
    [InlineData("test_process_message_compressed_with_video", true, 1)]
    [InlineData("test_parse_request_message_validation_error", false, 0)]
    public void FindsTheSegmentOfAVideo(string sentry, bool isPacked, int kept)
    {
        byte[] segment = Encoding.UTF8.GetBytes(SdkEnvelope.Fill(Segment));
        byte[] packed = isPacked
            ?
            [
                0x83, 0xAC, .. "replay_event"u8, 0xC4, (byte)segment.Length, .. segment,
                0xB0, .. "replay_recording"u8, 0xC4, 2, .. "[]"u8, 0xAC, .. "replay_video"u8, 0xC4, 5, .. "video"u8,
            ]
            : [.. "\"invalid\""u8];
        byte[] envelope = [.. Encoding.UTF8.GetBytes($"{{}}\n{{\"type\":\"replay_video\",\"length\":{packed.Length}}}\n"), .. packed];
        (EnvelopeOutcome outcome, ReadFacts facts) = SdkEnvelope.Read(envelope);
        Assert.Equal((sentry, kept, 1 - kept), (sentry, outcome.Kept, outcome.Refused));
        Assert.Equal(kept, facts.All.OfType<SegmentFact>().Count(fact => fact.ReplayId == ReplayId.Parse(SdkEnvelope.Id2)));
    }

    private static byte[] Envelope(string header, string events, bool compressed)
    {
        byte[] recording = [.. Encoding.UTF8.GetBytes(header), .. compressed ? Compressed(events) : Encoding.UTF8.GetBytes(events)];
        string head = $$"""
            {}
            {"type":"replay_event"}
            {{Segment}}
            {"type":"replay_recording","length":{{recording.Length}}}

            """;
        return [.. Encoding.UTF8.GetBytes(SdkEnvelope.Fill(head)), .. recording];
    }

    private static byte[] Compressed(string text)
    {
        using var into = new MemoryStream();
        using (var zlib = new ZLibStream(into, CompressionMode.Compress))
        {
            zlib.Write(Encoding.UTF8.GetBytes(text));
        }

        return into.ToArray();
    }
}
