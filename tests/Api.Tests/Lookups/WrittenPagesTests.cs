using System.Text;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Tests.Lookups;

public sealed class WrittenPagesTests
{
    private static readonly LookupRequest _links = new(
        OrganizationId.Default, new() { Keys = [NodeKey.Of(new IssueId(7))] }, default);

    [Fact]
    public void SamePage_IsWrittenOnceInEachForm()
    {
        LinkPage page = Page(events: 3);

        byte[] links = WrittenPages.Get(page, _links);
        byte[] ids = WrittenPages.Get(page, _links with { IdsOnly = true });

        Assert.Same(links, WrittenPages.Get(page, _links));
        Assert.Same(ids, WrittenPages.Get(page, _links with { IdsOnly = true }));
        Assert.Contains("\"events\":3", Encoding.UTF8.GetString(links), StringComparison.Ordinal);
        Assert.Equal($$"""{"replays":[{"replay_id":"{{page.Links[0].ReplayId}}"}],"total":1}""", Encoding.UTF8.GetString(ids));
    }

    [Fact]
    public void EqualPage_OfAnotherInstance_IsWrittenAgain()
    {
        LinkPage page = Page(events: 3);

        Assert.NotSame(WrittenPages.Get(page, _links), WrittenPages.Get(page with { }, _links));
    }

    private static LinkPage Page(int events) => new(
        [new(new(1), new(2), Fate.Live, new(1000), new(2000), Evidence.Tagged, events, new(1500), new(1500))], 1, null)
    { IsCached = true };
}
