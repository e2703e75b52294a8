using System.Text;
using System.Text.RegularExpressions;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Intake.Tests.Native;

public sealed class NativeRefusalTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const string Object = """{"a":1}""";

    private static readonly Dictionary<string, string> s_good = new()
    {
        ["error"] = """
            "event_id":"ID","project_id":1,"timestamp":1790000000,"trace_id":"ID","span_id":"00000000000000ff","group_id":1,"title":"t",
            "transaction":"t","replay_id":"ID",
            "level":"error","platform":"p","sdk":"s","environment":"e","release":"r","received":1790000000,"primary_hash":"ID","retention_days":1
            """,
        ["transaction"] = """ "event_id":"ID","project_id":1,"timestamp":1790000000,"duration_ms":1 """,
        ["replay_event"] = """
            "replay_id":"ID","project_id":1,"timestamp":1790000000,"segment_id":0,"replay_start_timestamp":1790000000,
            "trace_ids":["ID"],"error_ids":["ID"],
            "urls":["u"],"environment":"e","release":"r","platform":"p","replay_type":"session","user":{"id":"i"},
            "is_archived":false,"retention_days":1
            """,
        ["event_link"] = """ "replay_id":"ID","event_id":"ID","project_id":1,"timestamp":1790000000,"level":"error" """,
        ["issue_merge"] = """ "project_id":1,"from":[1],"into":2,"timestamp":1790000000 """,
        ["issue_unmerge"] = """ "project_id":1,"from":1,"into":2,"hashes":["ID"],"timestamp":1790000000 """,
        ["issue_delete"] = """ "project_id":1,"issues":[1],"timestamp":1790000000 """,
        ["event_delete"] = """ "project_id":1,"event_ids":["ID"],"timestamp":1790000000,"primary_hash":"ID" """,
        ["event_move"] = """ "project_id":1,"event_ids":["ID"],"into":1,"timestamp":1790000000 """,
        ["replay_delete"] = """ "replay_id":"ID","timestamp":1790000000,"project_id":1 """,
    };

    private static readonly HashSet<string> s_required =
    [
        "error.event_id", "error.project_id", "error.timestamp", "transaction.event_id", "transaction.project_id", "transaction.timestamp",
        "replay_event.replay_id", "replay_event.project_id", "replay_event.timestamp",
        "event_link.replay_id", "event_link.event_id", "event_link.project_id", "event_link.timestamp",
        "issue_merge.project_id", "issue_merge.from", "issue_merge.into", "issue_merge.timestamp",
        "issue_unmerge.project_id", "issue_unmerge.from", "issue_unmerge.into", "issue_unmerge.hashes", "issue_unmerge.timestamp",
        "issue_delete.project_id", "issue_delete.issues", "issue_delete.timestamp",
        "event_delete.project_id", "event_delete.event_ids", "event_delete.timestamp",
        "event_move.project_id", "event_move.event_ids", "event_move.into", "event_move.timestamp",
        "replay_delete.replay_id", "replay_delete.timestamp",
    ];

    public static TheoryData<string, string> Fields()
    {
        var data = new TheoryData<string, string>();
        foreach ((string kind, string fields) in s_good)
        {
            foreach (Match name in Regex.Matches(fields.Replace("""{"id":"i"}""", "{}"), "\"([a-z_]+)\":"))
            {
                data.Add(kind, name.Groups[1].Value);
            }
        }

        return data;
    }

    private static ReadFacts Read(string line) => ReadFacts.Of(line, (b, into, refusals) => NativeIntake.Read(b, into, refusals));

    private static string Line(string kind, string field, string? value)
    {
        string fields = s_good[kind].Replace("\n", "").Replace("ID", Id).Trim();
        string changed = Regex.Replace(
            fields,
            $"\"{field}\":(\\[[^]]*\\]|{{[^}}]*}}|\"[^\"]*\"|[^,\"]+)",
            value is null ? "\"gone\":0" : $"\"{field}\":{value}");
        return $"{{\"type\":\"{kind}\",{changed}}}";
    }

    private static bool IsList(string kind, string field) =>
        field is "hashes" or "issues" or "event_ids" || (kind == "issue_merge" && field == "from");

    [Theory]
    [MemberData(nameof(Fields))]
    public void AWrongTypeInAnyFieldNamesIt(string kind, string field)
    {
        Assert.Equal(1, Read(Line(kind, "no_such_field", null)).Lines.Accepted);
        string[] wrong = field switch
        {
            "user" => ["\"x\"", "1", "[1]", "true"],
            "trace_ids" or "error_ids" or "urls" or "hashes" or "issues" or "event_ids" => ["\"x\"", "1", Object, "true"],
            "from" => kind == "issue_merge" ? ["\"1\"", "1", Object, "true"] : ["\"x\"", "[1]", "1.5", "0", "-1"],
            "is_archived" => ["\"true\"", "1", "[1]", Object],
            "timestamp" or "received" or "replay_start_timestamp" =>
                ["\"x\"", "true", "[1]", Object, "0", "-1790000000", "1e300", "4102444800", "99999999999999999999", "\"2026-11-20T10:00:00\"",
                    "\"2026-02-30T10:00:00Z\"", "\"1999-01-01T00:00:00Z\"", "\"2026-11-20T10:00:00+24:00\"", "\"2026-11-20T10:00:00.Z\""],
            "project_id" or "group_id" or "into" =>
                ["1.5", "0", "-1", "[1]", Object, "true", "9223372036854775808", "1e3", "\"x\"", "\"\"", "\"0\"", "\"-1\"", "\" 1\"",
                    "\"1.0\"", "\"9223372036854775808\""],
            "duration_ms" => ["\"1\"", "1.5", "-1", "4294967296", "[1]"],
            "retention_days" => ["\"1\"", "0", "3651", "1.0"],
            "segment_id" => ["\"1\"", "-1", "65536", "0.5"],
            "transaction" or "release" => ["1", "[1]", Object, "true", $"\"{new string('x', 2049)}\""],
            "environment" or "platform" or "sdk" or "title" => ["1", "[1]", Object, "true", $"\"{new string('x', 201)}\""],
            "span_id" => ["1", "\"\"", "\"0000000000000000\"", "\"00000000000000zz\"", "\"ff\""],
            "level" or "replay_type" => ["1", "\"\"", "\"loud\"", "[1]"],
            _ => ["1", "[1]", Object, "true", "\"x\"", $"\"{new string('0', 32)}\"", $"\"{new string('z', 32)}\"", $"\"{Id}0\""],
        };
        foreach (string value in wrong)
        {
            Refusal refusal = Read("\n" + Line(kind, field, value)).Refused();
            Assert.Equal((2, field), (refusal.Line, refusal.Field));
            Assert.NotEmpty(refusal.Error);
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void AMissingFieldIsRefusedIfRequired(string kind, string field)
    {
        foreach (string? absent in new[] { null, "null", "{}", "[]" })
        {
            ReadFacts read = Read(Line(kind, field, absent));
            if (s_required.Contains($"{kind}.{field}") && absent is "{}" or "[]" && IsList(kind, field))
            {
                Assert.Equal((1, 1), (read.Lines.Accepted, read.Lines.WithoutFact));
            }
            else if (s_required.Contains($"{kind}.{field}"))
            {
                Assert.Equal((1, field, "missing"), (read.Refused().Line, read.Refused().Field, read.Refused().Error));
            }
            else
            {
                Assert.Single(read.All);
            }
        }
    }

    [Theory]
    [InlineData("replay_event", "trace_ids", "[\"ID\",\"ID\",\"ID\",\"x\"]", "trace_ids[3]")]
    [InlineData("replay_event", "error_ids", "[null,{},[],\"x\"]", "error_ids[3]")]
    [InlineData("replay_event", "urls", "[\"a\",[1]]", "urls[1]")]
    [InlineData("replay_event", "user", "{\"id\":5}", "user.id")]
    [InlineData("replay_event", "user", "{\"id\":\"a\",\"email\":[1]}", "user.email")]
    [InlineData("replay_event", "user", "{\"ip\":tru}", "user.ip")]
    [InlineData("issue_merge", "from", "[1,2,0]", "from[2]")]
    [InlineData("issue_unmerge", "hashes", "[\"ID\",\"00000000000000000000000000000000\"]", "hashes[1]")]
    [InlineData("issue_delete", "issues", "[1,\"x\"]", "issues[1]")]
    [InlineData("event_move", "event_ids", "[\"ID\",{\"a\":1}]", "event_ids[1]")]
    [InlineData("error", "timestamp", "NaN", "timestamp")]
    [InlineData("error", "timestamp", "Infinity", "timestamp")]
    [InlineData("error", "transaction", "\"\\ud800\"", "transaction")]
    public void APlaceInsideAFieldIsNamed(string kind, string field, string value, string path)
    {
        Assert.Equal(path, Read(Line(kind, field, value.Replace("ID", Id))).Refused().Field);
    }

    [Theory]
    [InlineData("x", "")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("7", "")]
    [InlineData("{}", "type")]
    [InlineData("""{"type":"error" """, "")]
    [InlineData("""{"type":null}""", "type")]
    [InlineData("""{"type":7}""", "type")]
    [InlineData("""{"type":"Error"}""", "type")]
    [InlineData("""{"type":"transaction","event_id":"0123456789abcdef0123456789abcdef","project_id":1,"timestamp":1790000000}}""", "")]
    [InlineData("""{"type":"transaction","event_id":"0123456789abcdef0123456789abcdef","project_id":1,"timestamp":1790000000} {}""", "")]
    [InlineData("""{"type":"transaction","event_id":"0123456789abcdef0123456789abcdef","project_id":1,"timestamp":1790000000,}""", "")]
    public void WhatIsNoFact(string line, string field)
    {
        Refusal refusal = Read(line).Refused();
        Assert.Equal((1, field), (refusal.Line, refusal.Field));
        Assert.NotEmpty(refusal.Error);
    }

    [Theory]
    [InlineData("{", "truncated JSON, at byte 1: it must be complete on its line")]
    [InlineData("{\"type\":\"error\",", "truncated JSON, at byte 16: it must be complete on its line")]
    [InlineData("{\"type\":\"error\" 5}", "invalid JSON, at byte 16")]
    [InlineData("{\"type\":\"error\"]", "invalid JSON, at byte 15")]
    [InlineData("}", "expected a JSON object")]
    public void WhatIsNoJsonSaysWhere(string line, string expected)
    {
        Assert.Equal(expected, Read(line).Refused().Error);
    }

    [Fact]
    public void NestingIsReadUpTo100000Deep()
    {
        Assert.Single(Read(Nested(99_999)).All);
        int at = Nested(100_000).IndexOf("[[", StringComparison.Ordinal) + 99_999;
        Assert.Equal($"JSON nested more than 100000 levels deep, at byte {at}", Read(Nested(100_000)).Refused().Error);

        static string Nested(int depth) =>
            Line("error", "no_such_field", null)[..^1] + $",\"x\":{new string('[', depth)}{new string(']', depth)}}}";
    }

    [Fact]
    public void AListOverTheLimit()
    {
        string ids = string.Join(',', Enumerable.Repeat($"\"{Id}\"", 10_000));
        Assert.Single(Read(Line("replay_event", "trace_ids", $"[{ids}]")).All);
        Refusal refusal = Read(Line("replay_event", "trace_ids", $"[{ids},\"{Id}\"]")).Refused();
        Assert.Equal(("trace_ids", "a list of more than 10000 items"), (refusal.Field, refusal.Error));
    }

    [Fact]
    public void InvalidUtf8IsRefusedWhereItWouldBeKept()
    {
        byte[] kept = Encoding.Latin1.GetBytes(Line("error", "transaction", "\"\u00ff\""));
        Refusal refusal = ReadFacts.Of(kept, (b, into, refusals) => NativeIntake.Read(b, into, refusals)).Refused();
        Assert.Equal(("transaction", "invalid UTF-8"), (refusal.Field, refusal.Error));
        byte[] ignored = Encoding.Latin1.GetBytes(Line("error", "transaction", "\"\",\"other\":\"\u00ff\""));
        Assert.Single(ReadFacts.Of(ignored, (b, into, refusals) => NativeIntake.Read(b, into, refusals)).All);
    }
}
