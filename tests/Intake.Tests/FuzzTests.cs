using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Intake.Tests;

/// <summary>Every parser on bytes that nobody meant: it never throws, and makes no more of them than there is in them.</summary>
public sealed class FuzzTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly Dictionary<string, (ReadFacts.ReadLines Read, string Sample)> s_parsers = new()
    {
        ["native"] = (NativeIntakeRead, """
            {"type":"error","event_id":"ID","project_id":1,"timestamp":1790000000.5,"trace_id":"ID","transaction":"/\u00e4",
              "level":"error","x":[{"y":1e5}]}
            {"type":"replay_event","replay_id":"ID","project_id":1,"segment_id":0,"timestamp":"2026-09-21T14:13:20.5Z",
              "trace_ids":["ID"],"urls":["u"],"user":{"id":"i"}}
            {"type":"issue_unmerge","project_id":1,"from":1,"into":2,"hashes":["ID"],"timestamp":1790000000}
            """),
        ["event stream"] = ((b, into, refusals) => EventStreamIntake.Read(b, ReadFacts.Received, into, refusals), """
            [2,"insert",{"project_id":7,"group_id":1,"event_id":"ID","datetime":"2026-09-21T14:13:20Z",
              "data":{"received":1790000001.5,"contexts":{"trace":{"trace_id":"ID"}},"tags":[["a","\u00e4"],null]}}]
            [2,"end_merge",{"project_id":7,"previous_group_ids":[1,2],"new_group_id":3,"datetime":"2026-09-21T14:13:20Z"}]
            """),
        ["replay topic"] = ((b, into, refusals) => ReplayTopicIntake.Read(b, into, refusals), """
            {"type":"replay_event","replay_id":"ID","project_id":7,"payload":{"type":"replay_event","segment_id":1,
              "timestamp":1790000000,"urls":["a"],"user":{"id":1}}}
            {"type":"replay_event","replay_id":"ID","project_id":7,"payload":[123,125]}
            """),
        ["mixed"] = ((b, into, refusals) => MixedIntake.Read(b, ReadFacts.Received, into, refusals), """
            {"type":"replay_event","replay_id":"ID","project_id":1,"segment_id":0,"timestamp":1790000000}
            [2,"start_merge",{"project_id":7}]
            """),
        ["envelope"] = (EnvelopeRead, """
            {"event_id":"ID","sent_at":"2026-09-21T14:13:20Z","trace":{"trace_id":"ID","replay_id":"ID"}}
            {"type":"event","length":172}
            {"event_id":"ID","message":"h\u00e4","tags":[["replayId","ID"]],"exception":{"values":[{"type":"E"}]},"x":"abc"}
            {"type":"replay_event"}
            {"replay_id":"ID","segment_id":0,"timestamp":1790000000,"trace_ids":["ID"]}
            {"type":"span"}
            {"items":[{"trace_id":"ID","span_id":"00000000000000ff","is_segment":true,"name":"n"}]}
            """),
        ["store"] = ((b, into, refusals) =>
        {
            StoreIntake.Read(b, new(7), ReadFacts.Received, into, refusals);
            return default;
        }, """{"event_id":"ID","message":"m","fingerprint":["{{ default }}"]}"""),
    };

    public static TheoryData<string> Parsers() => [.. s_parsers.Keys];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void RandomBytes(string parser)
    {
        var random = new Random(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] body = new byte[random.Next(200)];
            random.NextBytes(body);
            Read(parser, body);
        }
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public void JsonTokensAtRandom(string parser)
    {
        string[] tokens =
        [
            "{", "}", "[", "]", ",", ":", "\n", "\"", "\\", "\"type\":", "\"error\"", "\"insert\"", "\"event_id\":",
            $"\"{Id}\"", "1790000000", "2", "null", "true", "-1", "1e999", "\"payload\":", "\"length\":", "\"\\ud800\"", "\"typ\\u0065\":",
            "\"project_id\":", "\"timestamp\":", "\"data\":", " ",
        ];
        var random = new Random(2);
        for (int i = 0; i < 5000; i++)
        {
            string body = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => tokens[random.Next(tokens.Length)]));
            Read(parser, Encoding.UTF8.GetBytes(body));
        }
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public void ChangedSamples(string parser)
    {
        var random = new Random(3);
        byte[] sample = Sample(parser);
        for (int i = 0; i < 5000; i++)
        {
            List<byte> body = [.. sample];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(body.Count);
                switch (random.Next(4))
                {
                    case 0:
                        body[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        body.RemoveRange(at, Math.Min(random.Next(20), body.Count - at));
                        body.Add((byte)' ');
                        break;
                    case 2:
                        body.InsertRange(at, body.GetRange(random.Next(body.Count / 2), Math.Min(20, body.Count / 2)));
                        break;
                    default:
                        body[at] = "{}[]\",:\\\n0"u8[random.Next(10)];
                        break;
                }
            }

            Read(parser, [.. body]);
        }
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public void SamplesCutAtEveryByte(string parser)
    {
        byte[] sample = Sample(parser);
        Assert.NotEmpty(Read(parser, sample).All);
        for (int length = 0; length < sample.Length; length++)
        {
            Read(parser, sample[..length]);
        }
    }

    private static byte[] Sample(string parser) =>
        Encoding.UTF8.GetBytes(s_parsers[parser].Sample.Replace("\r", "").Replace("\n  ", "").Replace("ID", Id));

    private static ReadFacts Read(string parser, byte[] body)
    {
        ReadFacts facts = ReadFacts.Of([.. body], s_parsers[parser].Read);
        Assert.InRange(facts.All.Count, 0, (body.Length / 20) + 1);
        Assert.All(facts.Refusals.First, refusal => Assert.InRange(refusal.Field.Length + refusal.Error.Length, 1, 300));
        return facts;
    }

    private static LinesRead NativeIntakeRead(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals)
    {
        int count = into.Count;
        LinesRead read = NativeIntake.Read(body, into, refusals);
        Assert.Equal(read.Accepted - read.WithoutFact, into.Count - count);
        return read;
    }

    private static LinesRead EnvelopeRead(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals)
    {
        EnvelopeOutcome outcome = EnvelopeIntake.Read(body, new(7), ReadFacts.Received, into, refusals);
        Assert.True(!outcome.IsMalformed || into.Count == 0);
        return default;
    }
}
