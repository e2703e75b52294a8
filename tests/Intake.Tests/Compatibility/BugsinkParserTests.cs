using System.Text;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Bugsink's tests of its envelope parser say (ingest/tests.py, TestParser).</summary>
public sealed class BugsinkParserTests
{
    private const string Event = """{"event_id":"ID1","message":"some words"}""";

    [Theory]
    [InlineData("test_full_example_envelope_with_2_items", "{\"event_id\":\"ID1\"}\nATTACHMENT\nEVENT\n", 1, 1)]
    [InlineData("test_envelope_with_2_items_last_newline_omitted", "{\"event_id\":\"ID1\"}\nATTACHMENT\nEVENT", 1, 1)]
    [InlineData("test_envelope_with_2_empty_attachments", "{}\n{\"type\":\"a\",\"length\":0}\n\n{\"type\":\"a\",\"length\":0}\n\n", 0, 2)]
    [InlineData("test_envelope_with_2_empty_attachments_last_newline_omitted",
        "{}\n{\"type\":\"a\",\"length\":0}\n\n{\"type\":\"a\",\"length\":0}\n", 0, 2)]
    [InlineData("test_item_with_implicit_length_terminated_by_newline", "{}\n{\"type\":\"event\"}\n" + Event + "\n", 1, 0)]
    [InlineData("test_item_with_implicit_length_last_newline_omitted_terminated_by_eof", "{}\n{\"type\":\"event\"}\n" + Event, 1, 0)]
    [InlineData("test_envelope_without_headers_implicit_length_last_newline_omitted_terminated_by_eof",
        "{}\n{\"type\":\"session\"}\n{\"started\":\"2026-09-21T14:00:00Z\"}", 0, 1)]
    [InlineData("test_eof_after_envelope_headers", "{}", 0, 0)]
    [InlineData("test_garbage_sent_at", "{\"event_id\":\"ID1\",\"sent_at\":\"soon\"}\nATTACHMENT\nEVENT\n", 1, 1)]
    public void ReadsItems(string bugsink, string envelope, int kept, int skipped)
    {
        string filled = Fill(Event);
        string text = envelope
            .Replace("ATTACHMENT", "{\"type\":\"attachment\",\"length\":9,\"filename\":\"a.txt\"}\n\ufeffwords\n")
            .Replace("EVENT", $"{{\"type\":\"event\",\"length\":{Encoding.UTF8.GetByteCount(filled)}}}\n{filled}");
        EnvelopeOutcome outcome = Read(text).Outcome;
        Assert.Equal((bugsink, null, kept, skipped, 0), (bugsink, outcome.Error, outcome.Kept, outcome.Skipped, outcome.Refused));
    }

    [Theory]
    [InlineData("test_missing_content_aka_length_too_long", "{}\n{\"type\":\"event\",\"length\":3}\n{}")]
    [InlineData("test_too_much_content_aka_length_too_short", "{}\n{\"type\":\"event\",\"length\":1}\n{}")]
    [InlineData("test_non_json_header", "{}\nan event follows\n{}")]
    [InlineData("test_eof_after_item_headers", "{}\n{}")]
    [InlineData("test_item_headers_but_no_item", "{}\n{}\n")]
    public void RefusesWhatIsMalformed(string bugsink, string envelope)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read(envelope);
        Assert.True(outcome.IsMalformed && facts.All.Count == 0, bugsink);
    }

    [Theory]
    [InlineData("test_non_utf8_header")]
    public void RefusesAHeaderThatIsNotText(string bugsink)
    {
        (EnvelopeOutcome outcome, _) = Read((byte[])[0x8B]);
        Assert.True(outcome.IsMalformed, bugsink);
    }
}
