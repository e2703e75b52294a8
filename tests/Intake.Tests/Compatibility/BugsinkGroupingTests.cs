namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Bugsink's tests of grouping say (issues/test_grouping_v1.py and v2), as to whether two events are one issue.</summary>
public sealed class BugsinkGroupingTests
{
    [Theory]
    [InlineData("test_empty_data", "", "")]
    [InlineData("test_logentry_message_takes_precedence",
        """ "logentry":{"message":"msg: ?","formatted":"msg: a"} """, """ "logentry":{"message":"msg: ?","formatted":"msg: b"} """)]
    [InlineData("test_logentry_with_transaction",
        """ "logentry":{"message":"msg"},"transaction":"/a" """, """ "logentry":{"message":"msg"},"transaction":"/b" """)]
    [InlineData("test_exception_empty_trace", """ "exception":{"values":[]} """, "")]
    [InlineData("test_exception_trace_no_data", """ "exception":{"values":[{}]} """, "")]
    [InlineData("test_exception_multiple_frames",
        """ "exception":{"values":[{},{},{},{"type":"K","value":"v"}]} """, """ "exception":{"values":[{"type":"K","value":"v"}]} """)]
    [InlineData("test_exception_transaction",
        """ "exception":[{"type":"K"}],"transaction":"/a" """, """ "exception":[{"type":"K"}],"transaction":"/b" """)]
    [InlineData("test_simple_fingerprint", """ "fingerprint":["fixed"],"message":"a" """, """ "fingerprint":["fixed"],"message":"b" """)]
    [InlineData("test_fingerprint_with_default",
        """ "fingerprint":["{{ default }}","fixed"],"message":"a" """, """ "fingerprint":["{{ default }}","fixed"],"message":"a" """)]
    [InlineData("test_v2_grouping_ignores_transaction",
        """ "exception":[{"type":"K","value":"v"}],"transaction":"/a" """, """ "exception":[{"type":"K","value":"v"}] """)]
    [InlineData("test_exception_with_non_string_value",
        """ "exception":[{"type":"K","value":123}] """, """ "exception":[{"type":"K","value":"123"}] """)]
    public void OneIssue(string bugsink, string one, string other) =>
        Assert.Equal((bugsink, PeerGroups.IssueOf(one)), (bugsink, PeerGroups.IssueOf(other)));

    [Theory]
    [InlineData("test_logentry_with_formatted_only",
        """ "logentry":{"formatted":"msg: a"} """, """ "logentry":{"formatted":"msg: b"} """)]
    [InlineData("test_exception_value_only", """ "exception":[{"value":"a"}] """, """ "exception":[{"value":"b"}] """)]
    [InlineData("test_exception_type_only", """ "exception":[{"type":"K"}] """, """ "exception":[{"type":"L"}] """)]
    [InlineData("test_exception_type_value",
        """ "exception":[{"type":"K","value":"a"}] """, """ "exception":[{"type":"K","value":"b"}] """)]
    [InlineData("test_exception_function_is_ignored_unless_specifically_synthetic",
        """ "exception":[{"stacktrace":{"frames":[{"function":"f"}]}}] """,
        """ "exception":[{"stacktrace":{"frames":[{"function":"g"}]}}] """)]
    [InlineData("test_fingerprint_with_default",
        """ "fingerprint":["{{ default }}","fixed"],"message":"a" """, """ "fingerprint":["{{ default }}","fixed"],"message":"b" """)]
    [InlineData("test_normalized_exception_grouping_leaves_explicit_fingerprint_unchanged",
        """ "fingerprint":["at 0x7fbb00112233"],"message":"a" """, """ "fingerprint":["at 0x7fbb44556677"],"message":"a" """)]
    [InlineData("test_exception_uses_function_when_top_level_exception_is_synthetic",
        """ "exception":[{"mechanism":{"synthetic":true},"stacktrace":{"frames":[{"function":"f"}]}}] """,
        """ "exception":[{"mechanism":{"synthetic":true},"stacktrace":{"frames":[{"function":"g"}]}}] """)]
    public void TwoIssues(string bugsink, string one, string other) =>
        Assert.NotEqual((bugsink, PeerGroups.IssueOf(one)), (bugsink, PeerGroups.IssueOf(other)));

    [Theory]
    [InlineData("Cannot send <Job at 0x7fbb00112233>", "Cannot send <Job at 0x7fbb44556677>")]
    [InlineData("Out of memory: 81604378624 bytes, code 241", "Out of memory: 91604378624 bytes, code 242")]
    [InlineData("no connection to cart:5432", "no connection to cart:6543")]
    [InlineData("no order 2eb7d3ba-4d15-4f9d-9a8f-b1ddf7f94b93", "no order 358a94e6-7649-455e-bfd5-91ba0d50a8e2")]
    [InlineData("bad record name='ann'", "bad record name='bob'")]
    [InlineData("no answer from api1.example.com", "no answer from api2.example.com")]
    [InlineData("the request took 123ms", "the request took 456ms")]
    [InlineData("began at 12:34 PM", "began at 1:23 PM")]
    [InlineData("bad header on Mon, 02 Jan 2006 15:04:05 GMT", "bad header on Tue, 03 Jan 2006 16:05:06 GMT")]
    public void ValuesInAMessageDoNotGroup(string one, string other) =>
        Assert.Equal(
            ("test_normalized_exception_values_have_stable_grouping_key", PeerGroups.IssueOf(Exception(one))),
            ("test_normalized_exception_values_have_stable_grouping_key", PeerGroups.IssueOf(Exception(other))));

    [Theory]
    [InlineData("test_normalized_exception_grouping_changes_default_fingerprint_expansion")]
    public void NorInTheDefaultOfAFingerprint(string bugsink)
    {
        const string Fingerprint = ",\"fingerprint\":[\"{{ default }}\",\"fixed\"]";
        Assert.Equal(
            (bugsink, PeerGroups.IssueOf(Exception("<Job at 0x7fbb00112233>") + Fingerprint)),
            (bugsink, PeerGroups.IssueOf(Exception("<Job at 0x7fbb44556677>") + Fingerprint)));
    }

    private static string Exception(string value) => $"\"exception\":[{{\"type\":\"T\",\"value\":\"{value}\"}}]";
}
