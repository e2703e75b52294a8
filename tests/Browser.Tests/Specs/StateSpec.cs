using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests.Specs;

/// <summary>The URL is the state of a page: going back, reloading and sharing it show the same.</summary>
[NeedsChromium]
public abstract class StateSpec(ProgramFixture program)
{
    /// <summary>A page, what a person clicks on it, and what is then in the URL.</summary>
    public static TheoryData<string, string, string> Steps => new()
    {
        { $"issues/{Shop.Declined}", "text=More replays", "cursor=" },
        { $"issues/{Shop.Button}?fate=any", "text=Clear", $"issues/{Shop.Button}?" },
        { $"issues/{Shop.Cached}", "text=show those replays", "evidence=shared" },
        { $"issues/{Shop.Declined}", ".title >> text=Graph", "open=" },
        { $"events/{World.Event(1000 + Shop.Live)}", ".moments a", "event=" },
        { $"graph?open=issue/{Shop.Declined}", "[aria-label^='Open the neighbours of error']", "open=event" },
        { $"graph?open=issue/{Shop.Declined}", ".more", "open=50" },
        { $"replays/{World.Replay(Shop.Live)}", "text=Delete", "delete" },
        { $"find?q={World.Event(Shop.Ambiguous)}", "main li a", "events/" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task AStep_IsALink(string from, string click, string expected)
    {
        Started started = await program.Started;
        await using Tab tab = await Tab.NewAsync(started);
        await tab.OpenAsync($"/explore/acme/{from}");
        string before = tab.Path, shownBefore = await tab.TextAsync();
        await tab.Page.Locator(click).First.ClickAsync();
        await tab.Page.WaitForURLAsync(url => new Uri(url).PathAndQuery != before);
        Assert.Contains(expected, tab.Path, StringComparison.Ordinal);
        await ShowsTheSameAsync(started, tab, before, shownBefore);
    }

    [Fact]
    public async Task AFilter_IsInTheUrl_AndInItsForm()
    {
        Started started = await program.Started;
        await using Tab tab = await Tab.NewAsync(started);
        await tab.OpenAsync($"/explore/acme/transactions?name={Uri.EscapeDataString(Shop.Checkout)}");
        string before = tab.Path, shownBefore = await tab.TextAsync();
        await tab.Page.GetByText("Filters").ClickAsync();
        await tab.Page.GetByLabel("User").FillAsync("ada@example.com");
        await tab.Page.GetByLabel("tagged").CheckAsync();
        await tab.Page.GetByText("Apply").ClickAsync();
        await tab.Page.WaitForURLAsync("**user=ada*");
        Assert.Equal("ada@example.com", await tab.Page.GetByLabel("User").InputValueAsync());
        Assert.True(await tab.Page.GetByLabel("tagged").IsCheckedAsync());
        Assert.False(await tab.Page.GetByLabel("listed").IsCheckedAsync());
        Assert.NotEqual(shownBefore, await tab.TextAsync());
        await ShowsTheSameAsync(started, tab, before, shownBefore);
    }

    private static async Task ShowsTheSameAsync(Started started, Tab tab, string before, string shownBefore)
    {
        string after = tab.Path, shown = await tab.TextAsync();
        await tab.Page.ReloadAsync();
        Assert.Equal((after, shown), (tab.Path, await tab.TextAsync()));

        await using (Tab other = await Tab.NewAsync(started))
        {
            await other.OpenAsync(after);
            Assert.Equal(shown, await other.TextAsync());
        }

        await tab.Page.GoBackAsync();
        await tab.ShowsAsync(before, shownBefore);
        await tab.Page.GoForwardAsync();
        await tab.ShowsAsync(after, shown);
        Assert.Empty(tab.Faults);
    }
}
