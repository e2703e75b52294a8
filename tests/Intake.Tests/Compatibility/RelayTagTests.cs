using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests say of tags, and of the fields that tags may stand for.</summary>
public sealed class RelayTagTests
{
    [Theory]
    [InlineData("test_tags_from_object", """ "tags":{"release":42,"foo bar":"x","none":null,"environment":true} """, "", "42")]
    [InlineData("test_tags_from_array", """ "tags":[["release",42],["foo bar","x"],[23,42],["a",null],["environment",false]] """, "", "42")]
    [InlineData("test_environment_tag_is_moved", """ "tags":[["environment","blue"]] """, "blue", "")]
    [InlineData("test_empty_environment_is_removed_and_overwritten_with_tag",
        """ "environment":"","tags":[["environment","blue"]] """, "blue", "")]
    [InlineData("test_empty_environment_is_removed", """ "environment":"" """, "", "")]
    [InlineData("test_none_environment_errors", """ "environment":"none" """, "none", "")]
    [InlineData("test_invalid_release_removed", """ "release":"latest" """, "", "latest")]
    [InlineData("test_internal_tags_removed", """ "tags":{"release":"1.0","user":"u","dist":"d"} """, "", "1.0")]
    [InlineData("test_empty_tags_removed", """ "tags":[["","a"],["environment",""],["release","1.0"]] """, "", "1.0")]
    [InlineData("test_tags_deduplicated", """ "tags":[["environment","a"],["x","1"],["environment","b"],["x","2"]] """, "a", "")]
    public void StandForFields(string relay, string fields, string environment, string release)
    {
        EventFact fact = ReadEvent($"{{\"event_id\":\"ID1\",{fields}}}");
        Assert.Equal((relay, environment, release), (relay, fact.Environment.ToString(), fact.Release.ToString()));
    }
}
