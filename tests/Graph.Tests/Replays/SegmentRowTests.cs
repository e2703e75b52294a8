using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Graph.Tests.Replays;

public sealed class SegmentRowTests
{
    [Fact]
    public void ARowHoldsWhatItsSegmentSaysOfTheReplay()
    {
        SegmentRow row = SegmentRow.Of(
            Make.Segment(1, segment: 2, at: -3, start: -4, project: 5) with
            {
                ReplayType = ReplayType.Buffer,
                Environment = "production",
                Release = "1.0",
                Platform = "javascript",
                UserId = "7",
                UserIp = "192.0.2.1",
            },
            new OwnNames());

        Assert.Equal((2, World.At(-3), World.At(-4)), (row.SegmentId, row.Timestamp, row.ReplayStart));
        Assert.Equal((World.Project(5), ReplayType.Buffer), (row.ProjectId, row.Type));
        Assert.Equal(("production", "1.0", "javascript"), ($"{row.Environment}", $"{row.Release}", $"{row.Platform}"));
        Assert.Equal(new ReplayUser("7", null, null, "192.0.2.1"), row.User);
    }

    [Fact]
    public void ASegmentWithoutAPersonHasNoUser() => Assert.Null(SegmentRow.Of(Make.Segment(1), new OwnNames()).User);

    [Theory]
    [InlineData(null, "")]
    [InlineData(new[] { "/a" }, "/a")]
    [InlineData(new[] { "" }, "")]
    [InlineData(new[] { "/b", "", "/a", "/b" }, "/b /a")]
    public void UrlsAreKeptInOrderEachOnce(string[]? urls, string kept) =>
        Assert.Equal(kept, string.Join(' ', SegmentRow.Of(Make.Segment(1, urls: urls), new OwnNames()).Urls.AsEnumerable()));
}
