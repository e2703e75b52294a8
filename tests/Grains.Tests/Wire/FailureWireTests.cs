using System.Net.Sockets;
using System.Text.Json;
using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>The exceptions that cross the wire: a closed list.</summary>
public sealed class FailureWireTests
{
    public static TheoryData<Exception> Listed =>
    [
        new TimeoutException("m"), new OperationCanceledException("m"), new ObjectDisposedException("m"), new SocketException(111),
        new InvalidOperationException("m"), new InvalidDataException("m"), new ArgumentException("m"), new NullReferenceException("m"),
        new OrleansException("m"), new SiloUnavailableException("m"), new GatewayTooBusyException("m"), new AggregateException("m"),
        new Orleans.Storage.InconsistentStateException("m"),
    ];

    [Theory]
    [MemberData(nameof(Listed))]
    public void OfTheList_ArrivesAsWhatItIs(Exception failure)
    {
        Exception copy = WireSerializer.RoundTrip(failure);

        Assert.Equal((failure.GetType(), failure.Message), (copy.GetType(), copy.Message));
    }

    [Fact]
    public void OfOurs_ArrivesAsWhatItIs()
    {
        var copy = (GraphException)WireSerializer.RoundTrip<Exception>(new GraphException("a row cannot be read", isTransient: false));

        Assert.Equal(("a row cannot be read", false), (copy.Message, copy.IsTransient));
    }

    [Fact]
    public void OfAnyOtherType_ArrivesAsATransientFailureWithItsMessage()
    {
        var failure = new ForeignException("the index is gone\n   at Somewhere()", new JsonException("unexpected end"));

        var copy = Assert.IsType<GraphException>(WireSerializer.RoundTrip<Exception>(failure));

        Assert.True(copy.IsTransient);
        Assert.Equal("ForeignException: the index is gone: unexpected end", copy.Message);
    }

    [Fact]
    public void OfStorage_KeepsWhatOrleansWrapsItIn()
    {
        var failure = new OrleansException("the settings cannot be read", new ForeignException("the database is away"));

        Exception copy = WireSerializer.RoundTrip<Exception>(failure);

        Assert.Equal("the settings cannot be read", Assert.IsType<OrleansException>(copy).Message);
        Assert.Equal("ForeignException: the database is away", Assert.IsType<GraphException>(copy.InnerException).Message);
        Assert.Equal(
            "node 1 cannot be reached: the settings cannot be read: ForeignException: the database is away",
            CallFailures.Translate(copy, "node 1", CancellationToken.None)!.Message);
    }

    [Fact]
    public void OfAnOlderSilo_IsReadWithoutLoadingItsType()
    {
        byte[] bytes = OpenWire.Write(new ForeignException("the database is away"));

        Exception copy = WireSerializer.Read<Exception>(bytes);

        Assert.Equal("UnavailableExceptionFallbackException", copy.GetType().Name);
        GraphException translated = CallFailures.Translate(copy, "node 1", CancellationToken.None)!;
        Assert.Equal(("node 1 failed: the database is away", true), (translated.Message, translated.IsTransient));
    }

    [Fact]
    public void TypeThatHidesItsKind_IsRefused() =>
        Assert.ThrowsAny<Exception>(() => WireSerializer.Read<Exception>(OpenWire.Write(new Disguised("not by its name"))));

    private sealed class ForeignException(string message, Exception? inner = null) : Exception(message, inner);

    private sealed class Disguised(string message) : Exception(message);
}
