using ReplayGraph.Cluster.Messages;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Fuzz.Running;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Links;

namespace ReplayGraph.Fuzz.Tests;

/// <summary>What fuzzing has found, each by its name. None is found again.</summary>
public sealed class CrasherTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const string Span = $"{{\"trace_id\":\"{Id}\",\"span_id\":\"00000000000000ff\",\"is_segment\":true}}";

    private static readonly Dictionary<string, (string Target, string[] Inputs)> _crashers = new()
    {
        ["a cursor of the right length that is no base64"] = ("query-string", ["cursor=" + new string('!', 62)]),
        ["a cursor that is no base64, by itself"] = ("cursors", [new string('!', 62)]),
        ["a cursor of neighbours beyond 32 bits"] = ("neighbour-cursors", ["2147483648"]),
        ["deflated data that needs a dictionary"] = ("content-encoding", ["deflate\\nx\\xbb\\x00\\x00\\x00\\x00\\x00\\x00"]),
        ["an event deflated with a dictionary"] = ("store", ["eLsAAAAAAAA="]),
        ["a container of which one span is bad"] = ("envelope", [$"{{}}\\n{{\"type\":\"span\"}}\\n{{\"items\":[{Span},{{\"is_segment\":true}}]}}"]),
        ["a span whose names are no text"] =
            ("envelope", [$"{{}}\\n{{\"type\":\"span\"}}\\n{{\"items\":[{Span},{{\"\\\\ud800is_segment\":1}},{Span}]}}"]),
        ["a key of a node beyond 128 bits"] = ("node-ids", [$"0acme/f{Id}", $"1acme/f{Id}", $"2acme/f{Id}", $"3acme/f{Id}"]),
        ["a document of the API that is none"] = ("http", ["GET /openapi/v8.json\\n\\n"]),
        ["the events of a replay that lists one which has not come"] = ("http",
        [
            "POST /api/v1/default/facts\\n\\n{\"type\":\"replay_event\",\"replay_id\":\"" + Id
            + "\",\"project_id\":1,\"segment_id\":0,\"timestamp\":1790000000,\"error_ids\":[\"" + Id + "\"]}",
            $"GET /api/v1/default/replays/{Id}/events\\n\\n",
        ]),
    };

    public static TheoryData<string> Crashers() => [.. _crashers.Keys];

    [Theory]
    [MemberData(nameof(Crashers))]
    public void IsNotFoundAgain(string crasher)
    {
        (string target, string[] inputs) = _crashers[crasher];
        AssertNothing(target, inputs.Select(CorpusFile.Decode));
    }

    [Fact]
    public void TwoEventsInOneObservation()
    {
        byte[] two = Batches.Of(Make.Error(1), Make.Error(2)).Bytes.ToArray();
        var entries = new LinkEntries();
        entries.Add(LinkEntryKind.Link, Evidence.Trace, World.Replay(1), two);
        AssertNothing("link-log", [entries.Bytes.ToArray()]);
        AssertNothing("trace-log", [[0, 0, 0, 0, 0, 0, 1, (byte)two.Length, .. two]]);
    }

    private static void AssertNothing(string name, IEnumerable<byte[]> inputs)
    {
        using Target target = AllTargets.Make(name);
        var fuzzing = new Fuzzing(target, seed: 1, map: null);
        fuzzing.Begin(inputs);
        Assert.Empty(fuzzing.Findings);
    }
}
