using System.Globalization;

namespace ReplayGraph.Graph.Tests.Ids;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(1_795_176_000, "2026-11-20T12:00:00.000Z")]
    [InlineData(1_795_176_000.1234, "2026-11-20T12:00:00.123Z")]
    [InlineData(1_795_176_000.9996, "2026-11-20T12:00:01.000Z")]
    [InlineData(946_684_800, "2000-01-01T00:00:00.000Z")]
    [InlineData(4_102_444_799.999, "2099-12-31T23:59:59.999Z")]
    public void TryFromSeconds_Accepts(double seconds, string text)
    {
        Assert.True(Timestamp.TryFromSeconds(seconds, out Timestamp time));
        Assert.Equal(text, time.ToString());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(946_684_799.9)]
    [InlineData(4_102_444_800)]
    [InlineData(4_102_444_799.9996)]
    [InlineData(1_795_176_000_000)]
    public void TryFromSeconds_Refuses(double seconds) => Assert.False(Timestamp.TryFromSeconds(seconds, out _));

    [Fact]
    public void From_TakesTheOffset()
    {
        DateTimeOffset date = DateTimeOffset.Parse("2026-11-20T13:00:00.5+01:00", CultureInfo.InvariantCulture);

        var time = Timestamp.From(date);
        Assert.Equal("2026-11-20T12:00:00.500Z", time.ToString());
        Assert.Equal(date.ToUniversalTime(), time.ToDate());
        Assert.False(Timestamp.From(DateTimeOffset.MaxValue).IsPlausible);
        Assert.False(Timestamp.From(DateTimeOffset.MinValue).IsPlausible);
    }

    [Fact]
    public void ToString_OfNoDate_IsItsNumber()
    {
        Assert.Equal("9223372036854775807", new Timestamp(long.MaxValue).ToString());
        Assert.Equal("-9223372036854775808", new Timestamp(long.MinValue).ToString());
        Assert.Equal("0001-01-01T00:00:00.000Z", Timestamp.From(DateTimeOffset.MinValue).ToString());
        Assert.Equal("9999-12-31T23:59:59.999Z", Timestamp.From(DateTimeOffset.MaxValue).ToString());
        Assert.Contains("9223372036854775807", ReplayGraph.Queries.Window.All.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Order_IsByTime()
    {
        var one = new Timestamp(1);
        Timestamp two = one.Plus(TimeSpan.FromMilliseconds(1));

        Assert.True(one < two && two > one && one <= two && two >= one && one.CompareTo(two) < 0);
        Assert.False(two < one || one > two || two <= one || one >= two);
    }
}
