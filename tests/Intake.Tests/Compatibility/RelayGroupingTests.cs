namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of fingerprints, messages and exceptions say, as far as it shows in the issue of an error.</summary>
public sealed class RelayGroupingTests
{
    [Theory]
    [InlineData("test_fingerprint_string", """ "fingerprint":["a"],"message":"m" """, """ "fingerprint":["a"],"message":"n" """)]
    [InlineData("test_fingerprint_number", """ "fingerprint":[-22] """, """ "fingerprint":["-22"] """)]
    [InlineData("test_fingerprint_invalid_fallback", """ "fingerprint":["a",null,"d"] """, """ "fingerprint":["a","d"] """)]
    [InlineData("test_fingerprint_empty", """ "fingerprint":[],"message":"m" """, """ "message":"m" """)]
    [InlineData("test_fingerprint_null_values", """ "fingerprint":[null],"message":"m" """, """ "message":"m" """)]
    [InlineData("test_logentry_roundtrip",
        """ "logentry":{"message":"Hi, %s","params":["Ann",1]} """, """ "logentry":{"message":"Hi, %s","params":["Bob",2],"x":"y"} """)]
    [InlineData("test_logentry_from_message", """ "message":"hi" """, """ "logentry":{"formatted":"hi"} """)]
    [InlineData("test_logentry_empty_params", """ "logentry":{"message":"hi","params":[]} """, """ "logentry":{"message":"hi"} """)]
    [InlineData("test_logentry_named_params",
        """ "logentry":{"message":"Hi, %s","params":{"name":"Ann"}} """, """ "logentry":{"message":"Hi, %s","params":{"name":"Bob"}} """)]
    [InlineData("test_logentry_invalid_params", """ "logentry":{"message":"hi","params":42} """, """ "logentry":{"message":"hi"} """)]
    [InlineData("test_values_deserialization",
        """ "exception":{"values":[{"type":"T","value":"v"}]} """, """ "exception":[{"type":"T","value":"v"}] """)]
    [InlineData("test_exception_roundtrip",
        """ "exception":[{"type":"T","value":"v","module":"m","thread_id":1}] """,
        """ "exception":[{"type":"T","value":"v","module":"m","thread_id":2,"other":"x"}] """)]
    [InlineData("test_exception_empty_fields", """ "exception":[{"type":"","value":""}],"message":"m" """, """ "message":"m" """)]
    [InlineData("test_explicit_none", """ "exception":[{"type":"T","value":null}] """, """ "exception":[{"type":"T"}] """)]
    [InlineData("test_fingerprint_bool", """ "fingerprint":[true,false] """, """ "fingerprint":["True","False"] """)]
    [InlineData("test_fingerprint_float", """ "fingerprint":[3.0] """, """ "fingerprint":["3"] """)]
    [InlineData("test_fingerprint_float_trunc", """ "fingerprint":[3.5] """, """ "fingerprint":["3"] """)]
    [InlineData("test_fingerprint_float_strip", """ "fingerprint":[-1e100],"message":"m" """, """ "message":"m" """)]
    [InlineData("test_fingerprint_float_bounds", """ "fingerprint":[1.7e308],"message":"m" """, """ "message":"m" """)]
    [InlineData("test_fingerprint_empty_string", """ "fingerprint":[""],"message":"m" """, """ "message":"m" """)]
    [InlineData("test_values_deserialization",
        """ "exception":{"values":[{"type":"T","value":"v"}]} """, """ "exception":{"type":"T","value":"v"} """)]
    [InlineData("test_coerces_object_value_to_string",
        """ "exception":[{"value":{"a":true}}] """, """ "exception":[{"value":"{\"a\":true}"}] """)]
    public void OneIssue(string relay, string one, string other) =>
        Assert.Equal((relay, PeerGroups.IssueOf(one)), (relay, PeerGroups.IssueOf(other)));

    [Theory]
    [InlineData("test_exception_default_values", """ "exception":[{"type":"T"}] """, """ "exception":[{"type":"U"}] """)]
    [InlineData("test_fingerprint_string", """ "fingerprint":["a"] """, """ "fingerprint":["b"] """)]
    public void TwoIssues(string relay, string one, string other) =>
        Assert.NotEqual((relay, PeerGroups.IssueOf(one)), (relay, PeerGroups.IssueOf(other)));
}
