using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReplayGraph.Intake.Grouping;

namespace ReplayGraph.Intake.Tests.Grouping;

public sealed class StandAloneGroupingTests
{
    private const string Exception = """
        "exception":{"values":[{"type":"TypeError","value":"x is 5","stacktrace":{"frames":[
        {"module":"lib","function":"call","in_app":false,"lineno":1},{"filename":"/a.js?v=1#x","function":"go","in_app":true,"lineno":7},
        {"module":"m","filename":"/b.js","in_app":true}]}}]}
        """;

    private static StandAloneGroup Of(string fields, long project = 7)
    {
        using JsonDocument document = JsonDocument.Parse($"{{{fields}}}");
        return StandAloneGrouping.Of(document.RootElement, new(project));
    }

    private static UInt128 Hash(params string[] parts) => Hash(1, parts);

    private static UInt128 Hash(int version, params string[] parts)
    {
        string text = string.Concat(parts.Prepend("project=7").Prepend($"grouping={version}").Select(part => part + "\0"));
        return EventId.Parse(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)))).Value;
    }

    [Fact]
    public void TheRulesAsDocumented()
    {
        Assert.Equal(Hash("type=TypeError", "frame=/a.js|go", "frame=m|"), Of(Exception).PrimaryHash);
        Assert.Equal(
            Hash("type=TypeError", "frame=lib|call", "frame=/a.js|go", "frame=m|"),
            Of(Exception.Replace("\"in_app\":true", "\"in_app\":null")).PrimaryHash);
        Assert.Equal(
            Hash(2, "type=E", "value=# of # at x#y"),
            Of("\"exception\":[{\"type\":\"E\",\"value\":\"12 of 3 at x7y\"}]").PrimaryHash);
        Assert.Equal(Hash("fingerprint=a", "fingerprint=5"), Of("\"fingerprint\":[\"a\",5]," + Exception).PrimaryHash);
        Assert.Equal(
            Hash("fingerprint=a", "type=TypeError", "frame=/a.js|go", "frame=m|", "fingerprint=b"),
            Of("\"fingerprint\":[\"a\",\"{{ default }}\",\"{{default}}\",\"b\"]," + Exception).PrimaryHash);
        Assert.Equal(
            Hash(2, "message=hello %s"),
            Of("\"logentry\":{\"message\":\"hello %s\",\"formatted\":\"hello x\"},\"message\":\"m\"").PrimaryHash);
        Assert.Equal(Hash(2, "message=hello %s #"), Of("\"logentry\":{\"message\":\"hello %s 5\"}").PrimaryHash);
        Assert.Equal(Hash(2, "message=hello #"), Of("\"message\":\"hello 55\",\"transaction\":\"/a\"").PrimaryHash);
        Assert.Equal(Hash(2, "message=hello #"), Of("\"message\":{\"formatted\":\"hello 55\"}").PrimaryHash);
        Assert.Equal(Hash(2, "message=hello #"), Of("\"message\":\"hello 5.5ms\"").PrimaryHash);
        Assert.Equal(Hash(2, "frame=m|f"), Of("\"stacktrace\":{\"frames\":[{\"module\":\"m\",\"function\":\"f\"}]}").PrimaryHash);
        Assert.Equal(
            Hash(2, "csp=img-src", "blocked=b.example"),
            Of("\"csp\":{\"effective_directive\":\"img-src\",\"blocked_uri\":\"https://b.example/x\"}").PrimaryHash);
        Assert.Equal(Hash(2, "checksum=c"), Of("\"checksum\":\"c\",\"fingerprint\":[\"a\"]").PrimaryHash);
        Assert.Equal(
            Hash("fingerprint=True", "fingerprint=/a"),
            Of("\"fingerprint\":[true,\"{{transaction}}\"],\"transaction\":\"/a\"").PrimaryHash);
        Assert.Equal(Hash("transaction=/a", "event_type=default"), Of("\"transaction\":\"/a\",\"type\":\"default\"").PrimaryHash);
        Assert.Equal(Hash(), Of("\"x\":1").PrimaryHash);
        using JsonDocument feedback = JsonDocument.Parse($"{{{Exception}}}");
        Assert.Equal(
            Hash("feedback=0123456789abcdef0123456789abcdef"),
            StandAloneGrouping.Of(feedback.RootElement, new(7), EventId.Parse("0123456789abcdef0123456789abcdef")).PrimaryHash);
    }

    [Fact]
    public void ValuesThatNeverChangeWithinAVersion()
    {
        // Stored graphs hold these. If the rules change, raise StandAloneGrouping.Version, and add some of the new version.
        Assert.Equal(2, StandAloneGrouping.Version);
        StandAloneGroup group = Of(Exception);
        Assert.Equal("0929ab74876e07f3f3a98d277cff5b2f", new EventId(group.PrimaryHash).ToString());
        Assert.Equal(2_721_791_767_087_091, group.IssueId.Value);
        Assert.Equal(1_877_974_224_493_503, Of("\"message\":\"hello 55\"").IssueId.Value);
    }

    [Fact]
    public void IdsAreExactAsDoubles()
    {
        // What this error's id was when it had 63 bits: its successor is the same without the upper ones.
        const long before = 660_247_337_363_179_507;
        Assert.Equal(before & 9_007_199_254_740_991, Of(Exception).IssueId.Value);
        foreach (int n in Enumerable.Range(0, 1000))
        {
            long id = Of($"\"fingerprint\":[\"{n}\"]").IssueId.Value;
            Assert.InRange(id, 1, 9_007_199_254_740_991);
            Assert.Equal(id, (long)(double)id);
        }
    }

    [Theory]
    [InlineData("\"lineno\":7", "\"lineno\":8")]
    [InlineData("?v=1#x", "")]
    [InlineData("x is 5", "y is 6")]
    [InlineData("\"exception\"", "\"fingerprint\":[\"{{ default }}\"],\"exception\"")]
    [InlineData("\"exception\"", "\"fingerprint\":[],\"exception\"")]
    [InlineData("\"exception\"", "\"fingerprint\":[null],\"message\":\"m\",\"exception\"")]
    [InlineData("\"module\":\"lib\"", "\"module\":\"lib2\"")]
    public void WhatMakesNoDifference(string from, string to)
    {
        Assert.Contains(from, Exception);
        Assert.Equal(Of(Exception), Of(Exception.Replace(from, to)));
    }

    [Theory]
    [InlineData("TypeError", "Error")]
    [InlineData("\"function\":\"go\"", "\"function\":\"stop\"")]
    [InlineData("\"module\":\"m\"", "\"module\":\"n\"")]
    [InlineData("/a.js", "/c.js")]
    [InlineData("\"exception\"", "\"fingerprint\":[\"x\"],\"exception\"")]
    public void WhatMakesOne(string from, string to)
    {
        Assert.NotEqual(Of(Exception).IssueId, Of(Exception.Replace(from, to)).IssueId);
    }

    [Fact]
    public void ProjectsShareNoIssue()
    {
        Assert.NotEqual(Of(Exception, 7).IssueId, Of(Exception, 8).IssueId);
    }
}
