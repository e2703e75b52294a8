using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>
/// What this version makes of messages of a newer one, as silos and front-ends of both exchange them during an upgrade. Orleans answers a call
/// with the exception that reading it raises.
/// </summary>
public sealed class NewerSenderTests
{
    public static TheoryData<byte[]> UnknownCalls => [NewerWire.UnknownMethod(), NewerWire.UnknownGrain()];

    [Theory]
    [MemberData(nameof(UnknownCalls))]
    public void UnknownCall_IsATransientFailureOfTheCaller(byte[] bytes)
    {
        Exception unknown = Assert.ThrowsAny<Exception>(() => WireSerializer.Read<object>(bytes));

        var arrived = Assert.IsType<GraphException>(WireSerializer.RoundTrip(unknown));
        Assert.True(arrived.IsTransient);
        Assert.Equal("The silo that was asked does not know this call: it runs an older version.", arrived.Message);
    }

    // The process that asked reads it, so it does not cross the wire.
    [Fact]
    public void UnknownAnswer_IsATransientFailure()
    {
        Exception unknown = Assert.ThrowsAny<Exception>(() => WireSerializer.Read<object>(NewerWire.UnknownMethod()));

        GraphException failure = CallFailures.Translate(unknown, "node 1", CancellationToken.None)!;
        Assert.True(failure.IsTransient);
        Assert.StartsWith("node 1 answers in the form of another version: ", failure.Message, StringComparison.Ordinal);
    }

    // So a field that changes what is asked or done belongs into a call that older versions do not know (decision 0048).
    [Fact]
    public void NewField_IsIgnored_WhateverItsType()
    {
        Assert.Equal(new ThisMessage(7), WireSerializer.Read<object>(NewerWire.NewField()));
        Assert.Equal(new ThisMessage(7), WireSerializer.Read<object>(NewerWire.NewFieldOfANewType()));
    }
}
