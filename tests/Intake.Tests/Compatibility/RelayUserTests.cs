using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of users say (relay-event-schema/src/protocol/user.rs). A replay has the only user that is kept.</summary>
public sealed class RelayUserTests
{
    [Theory]
    [InlineData("test_user_roundtrip",
        """{"id":"u","email":"a@b.c","username":"n","name":"N","data":{"x":1},"other":"y"}""", "u", "n", "a@b.c")]
    [InlineData("test_user_lenient_id", """{"id":42}""", "42", "", "")]
    [InlineData("test_user_lenient_username", """{"username":42}""", "", "42", "")]
    [InlineData("test_user_invalid_id", """{"id":[]}""", "", "", "")]
    [InlineData("test_explicit_none", """{"id":null}""", "", "", "")]
    public void IsRead(string relay, string user, string id, string name, string email)
    {
        SegmentFact fact = Read($$"""
            {}
            {"type":"replay_event"}
            {"replay_id":"ID1","segment_id":0,"user":{{user}} }
            """).Facts.One<SegmentFact>();
        Assert.Equal((relay, id, name, email), (relay, fact.UserId.ToString(), fact.UserName.ToString(), fact.UserEmail.ToString()));
    }
}
