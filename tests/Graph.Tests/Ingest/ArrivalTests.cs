using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;

namespace ReplayGraph.Graph.Tests.Ingest;

public sealed class ArrivalTests
{
    private static readonly Expiry _expiry = new(World.Now, TimeSpan.FromDays(90));

    [Theory]
    [InlineData(-90 * World.Day, 0, true)]
    [InlineData((-90 * World.Day) + 1, 0, false)]
    [InlineData(-30 * World.Day, 30, true)]
    [InlineData((-30 * World.Day) + 1, 30, false)]
    [InlineData(-90 * World.Day, 91, false)]
    public void EventsAndSegmentsExpireByTheirOwnRetentionOrTheDefault(int at, int days, bool hasExpired)
    {
        Assert.Equal(hasExpired, Arrival.HasExpired(Make.Error(1, at: at, days: days), _expiry));
        Assert.Equal(hasExpired, Arrival.HasExpired(Make.Segment(1, at: at, days: days), _expiry));
    }

    [Fact]
    public void ARowThatArchivesNeverExpires() => Assert.False(Arrival.HasExpired(Make.Archive(1, at: -1000 * World.Day), _expiry));
}
