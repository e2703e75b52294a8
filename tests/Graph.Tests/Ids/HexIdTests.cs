using System.Text;

namespace ReplayGraph.Graph.Tests.Ids;

/// <summary>The 128-bit ids, which share one form.</summary>
public sealed class HexIdTests
{
    private const string Canonical = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    [Theory]
    [InlineData(Canonical)]
    [InlineData("0A1B2C3D4E5F60718293A4B5C6D7E8F9")]
    [InlineData("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9")]
    [InlineData("{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}")]
    [InlineData("{0A1b2c3d4e5f60718293a4b5c6d7e8f9}")]
    public void TryParse_Accepts(string text)
    {
        Assert.True(EventId.TryParse(text, out EventId e) && e.ToString() == Canonical);
        Assert.True(TraceId.TryParse(text, out TraceId t) && t.ToString() == Canonical);
        Assert.True(ReplayId.TryParse(text, out ReplayId r) && r.ToString() == Canonical);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(EventId.TryParse(utf8, out EventId e8) && e8 == e);
        Assert.True(TraceId.TryParse(utf8, out TraceId t8) && t8 == t);
        Assert.True(ReplayId.TryParse(utf8, out ReplayId r8) && r8 == r);
        Assert.Equal(e, EventId.Parse(text));
        Assert.Equal(t, TraceId.Parse(text));
        Assert.Equal(r, ReplayId.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("0a1b2c3d4e5f60718293a4b5c6d7e8f")]
    [InlineData("0a1b2c3d4e5f60718293a4b5c6d7e8f90")]
    [InlineData("ga1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData(" a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("0x1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("0a1b2c3d4-e5f-6071-8293-a4b5c6d7e8f9")]
    [InlineData("0a1b2c3d-4e5f60718293a4b5c6d7e8f9")]
    [InlineData("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8-9")]
    [InlineData("{0a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("{{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}}")]
    [InlineData("\u0660a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("\uFF10a1b2c3d4e5f60718293a4b5c6d7e8f")]
    public void TryParse_Refuses(string text)
    {
        Assert.False(EventId.TryParse(text, out EventId e));
        Assert.True(e.IsNone);
        Assert.False(TraceId.TryParse(Encoding.UTF8.GetBytes(text), out TraceId t));
        Assert.True(t.IsNone);
        Assert.False(ReplayId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => EventId.Parse(text));
        Assert.Throws<FormatException>(() => TraceId.Parse(text));
        Assert.Throws<FormatException>(() => ReplayId.Parse(text));
    }

    [Fact]
    public void TryParse_OfLongText_IsRefused() => Assert.False(EventId.TryParse(new string('a', 100_000), out _));

    [Fact]
    public void WriteTo_WritesTheCanonicalForm()
    {
        byte[] utf8 = new byte[32];
        ReplayId.Parse(Canonical.ToUpperInvariant()).WriteTo(utf8);
        Assert.Equal(Canonical, Encoding.UTF8.GetString(utf8));
        TraceId.Parse("f" + Canonical[1..]).WriteTo(utf8);
        Assert.Equal("f" + Canonical[1..], Encoding.UTF8.GetString(utf8));
        EventId.Parse("00000000000000000000000000000001").WriteTo(utf8);
        Assert.Equal("00000000000000000000000000000001", Encoding.UTF8.GetString(utf8));
    }
}
