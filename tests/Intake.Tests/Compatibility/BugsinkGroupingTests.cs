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
    public void TwoIssues(string bugsink, string one, string other) =>
        Assert.NotEqual((bugsink, PeerGroups.IssueOf(one)), (bugsink, PeerGroups.IssueOf(other)));
}
