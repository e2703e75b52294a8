using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Spans;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>What real SDKs sent (<c>tests/Sdk</c>), against what a reader that shares no code with this one made of it.</summary>
public sealed class RecordedEnvelopesTests
{
    public static TheoryData<string> Scenarios() =>
        ["session", "buffer", "buffered", "feedback", "errors", "unsampled", "dangling", "backend"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void EveryFactOfAScenario(string scenario)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(InRecorded("expected.json")));
        JsonElement expected = document.RootElement.GetProperty(scenario);
        Timestamp received = ReceivedOf(expected);
        var facts = new List<(int Line, object Fact)>();
        int items = 0, line = 0;
        foreach (string request in File.ReadLines(InRecorded($"{scenario}.ndjson")))
        {
            line++;
            (EnvelopeOutcome outcome, List<object> read) = Read(request, received);
            Assert.Equal((null, 0), (outcome.Error, outcome.Refused));
            items += outcome.Kept + outcome.Skipped;
            facts.AddRange(read.Select(fact => (line, fact)));
        }

        Assert.Equal(expected.GetProperty("requests").GetInt32(), line);
        Assert.Equal(expected.GetProperty("items").EnumerateObject().Sum(item => item.Value.GetInt32()), items);
        Assert.Equal(
            Events(expected).Select(Describe).Order(),
            facts.Where(fact => fact.Fact is EventFact).Select(fact => Describe(fact.Line, (EventFact)fact.Fact)).Order());
        Assert.Equal(
            expected.GetProperty("replays").EnumerateArray().SelectMany(DescribeSegments).Order(),
            facts.Where(fact => fact.Fact is SegmentFact).Select(fact => Describe(fact.Line, (SegmentFact)fact.Fact)).Order());
        foreach (JsonElement replay in expected.GetProperty("replays").EnumerateArray())
        {
            SegmentFact[] segments = [.. facts.Select(fact => fact.Fact).OfType<SegmentFact>()
                .Where(segment => segment.ReplayId.ToString() == replay.GetProperty("replay_id").GetString())];
            Assert.Equal(
                Ids(replay, "trace_ids"),
                segments.SelectMany(segment => segment.TraceIds!).Select(id => id.ToString()).Distinct().Order());
            Assert.Equal(
                Ids(replay, "error_ids"),
                segments.SelectMany(segment => segment.ErrorIds!).Select(id => id.ToString()).Distinct().Order());
        }
    }

    private static string InRecorded(string file) => Path.Combine(AppContext.BaseDirectory, "recorded", file);

    private static IEnumerable<JsonElement> Events(JsonElement expected) =>
        new[] { "errors", "transactions" }.SelectMany(kind => expected.GetProperty(kind).EnumerateArray());

    // A minute after the last event: within every clock's tolerance.
    private static Timestamp ReceivedOf(JsonElement expected) => Events(expected).Max(Time).Plus(TimeSpan.FromMinutes(1));

    private static (EnvelopeOutcome Outcome, List<object> Facts) Read(string request, Timestamp received)
    {
        using JsonDocument document = JsonDocument.Parse(request);
        JsonElement root = document.RootElement;
        byte[] body = root.TryGetProperty("body", out JsonElement text)
            ? Encoding.UTF8.GetBytes(text.GetString()!)
            : root.GetProperty("body_base64").GetBytesFromBase64();
        if (root.GetProperty("headers").TryGetProperty("content-encoding", out JsonElement encoding))
        {
            Assert.Equal("gzip", encoding.GetString());
            using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            body = plain.ToArray();
        }

        var project = new ProjectId(long.Parse(root.GetProperty("path").GetString()!.Split('/')[2], null));
        EnvelopeOutcome outcome = default;
        ReadFacts facts = ReadFacts.Of(body, (bytes, into, refusals) =>
        {
            outcome = EnvelopeIntake.Read(bytes, project, new(received, SdkEnvelope.Arrived.Retention), into, refusals);
            return default;
        });
        return (outcome, facts.All);
    }

    private static string Describe(int line, EventFact fact) =>
        $"{line} {fact.ProjectId} {fact.EventId} {fact.Transaction} {fact.TraceId} {fact.Timestamp} {fact.ReplayId} {fact.Sdk} "
        + $"issue: {!fact.IssueId.IsNone}";

    private static string Describe(JsonElement sent)
    {
        bool isError = !sent.TryGetProperty("form", out _);
        TraceId trace = TraceId.Parse(sent.GetProperty("trace_id").GetString()!);
        string eventId = sent.TryGetProperty("event_id", out JsonElement id)
            ? id.GetString()!
            : SpanFact.EventIdOf(trace, Convert.ToUInt64(sent.GetProperty("span_id").GetString(), 16)).ToString();
        ReplayId replay = sent.GetProperty("named").EnumerateArray()
            .Select(named => ReplayId.Parse(named.GetProperty("replay_id").GetString()!)).FirstOrDefault();
        return $"{sent.GetProperty("line")} {sent.GetProperty("project_id")} {eventId} {sent.GetProperty("transaction").GetString()} "
            + $"{trace} {Time(sent)} {replay} {sent.GetProperty("sdk").GetString()} issue: {isError}";
    }

    private static string Describe(int line, SegmentFact fact) =>
        $"{line} {fact.ProjectId} {fact.ReplayId} {fact.SegmentId} {fact.Timestamp} {fact.ReplayType}".ToLowerInvariant();

    private static IEnumerable<string> DescribeSegments(JsonElement replay) =>
        from segment in replay.GetProperty("segments").EnumerateArray()
        select ($"{segment.GetProperty("line")} {replay.GetProperty("project_id")} {replay.GetProperty("replay_id").GetString()} "
            + $"{segment.GetProperty("segment_id")} {Time(segment)} {segment.GetProperty("replay_type").GetString()}").ToLowerInvariant();

    private static Timestamp Time(JsonElement sent) =>
        Timestamp.TryFromSeconds(sent.GetProperty("timestamp").GetDouble(), out Timestamp time) ? time : default;

    private static IEnumerable<string?> Ids(JsonElement replay, string list) =>
        replay.GetProperty(list).EnumerateArray().Select(id => id.GetString()).Order();
}
