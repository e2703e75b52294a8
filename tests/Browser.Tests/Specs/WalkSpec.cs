using Microsoft.Playwright;
using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests.Specs;

/// <summary>What a person does, by mouse and by keyboard.</summary>
[NeedsChromium]
public abstract class WalkSpec(ProgramFixture program)
{
    private static readonly EventId _error = World.Event(1000 + Shop.Live);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FromAPastedId_ToTheMomentInTheReplay(bool hasScript)
    {
        await using Tab tab = await Tab.NewAsync(await program.Started, hasScript: hasScript);
        await tab.OpenAsync("/");
        await tab.Page.Locator("#home-find").FillAsync(new Guid(_error.ToString()).ToString());
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync($"**/events/{_error}");
        await tab.Page.Locator(".moments a").First.ClickAsync();
        await tab.Page.WaitForURLAsync($"**/replays/{World.Replay(Shop.Live)}?event={_error}");
        ILocator row = tab.Page.Locator("[aria-current=true]");
        await Assertions.Expect(row).ToContainTextAsync($"{_error}"[..8]);
        if (hasScript)
        {
            await Assertions.Expect(row).ToBeInViewportAsync();
        }

        Assert.Empty(tab.Faults);
    }

    [Theory]
    [InlineData("/", "home-find")]
    [InlineData("/explore/acme/coverage", "find")]
    public async Task ASlash_GoesToTheBox(string path, string box)
    {
        await using Tab tab = await Tab.NewAsync(await program.Started);
        await tab.OpenAsync(path);
        await tab.Page.Keyboard.PressAsync("/");
        ILocator input = tab.Page.Locator($"#{box}");
        await Assertions.Expect(input).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("a/b");
        await Assertions.Expect(input).ToHaveValueAsync("a/b");
    }

    [Fact]
    public async Task TheFirstTab_ReachesTheSkipLink_WhichLeadsToTheContent()
    {
        await using Tab tab = await Tab.NewAsync(await program.Started);
        await tab.OpenAsync($"/explore/acme/issues/{Shop.Declined}");
        await tab.Page.Keyboard.PressAsync("Tab");
        ILocator skip = tab.Page.Locator(".skip");
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync(new() { Ratio = 1 });
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("main")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Tab");
        Assert.True(await tab.Page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"));
    }

    [Fact]
    public async Task EvidenceIsExplained_OnHoverAndOnFocus()
    {
        await using Tab tab = await Tab.NewAsync(await program.Started);
        await tab.OpenAsync($"/explore/acme/issues/{Shop.Declined}");
        ILocator word = tab.Page.Locator(".evidence .explained").First, explanation = word.Locator(".tip");
        await Assertions.Expect(explanation).ToBeHiddenAsync();
        await word.FocusAsync();
        await Assertions.Expect(explanation).ToBeVisibleAsync();
        await tab.Page.Locator("main").FocusAsync();
        await Assertions.Expect(explanation).ToBeHiddenAsync();
        await word.HoverAsync();
        await Assertions.Expect(explanation).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AnId_IsCopied()
    {
        await using Tab tab = await Tab.NewAsync(await program.Started);
        await tab.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await tab.OpenAsync($"/explore/acme/replays/{World.Replay(Shop.Live)}");
        await tab.Page.Locator("[data-copy]").First.ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("Copied")).ToBeVisibleAsync();
        Assert.Equal($"{World.Replay(Shop.Live)}", await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task OnPaper_TheGraphIsWhole()
    {
        const int paper = 718;
        await using Tab tab = await Tab.NewAsync(await program.Started);
        await tab.OpenAsync(PageCase.Find("graph").Path);
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await tab.Page.SetViewportSizeAsync(paper, 1000);
        ILocator graph = tab.Page.Locator("svg.graph");
        await Assertions.Expect(graph).ToBeVisibleAsync();
        LocatorBoundingBoxResult box = (await graph.BoundingBoxAsync())!;
        Assert.InRange(box.X + box.Width, 300, paper);
        Assert.Empty(await Inspection.OverflowAsync(tab.Page));
        await Assertions.Expect(tab.Page.Locator(".top")).ToBeHiddenAsync();
    }
}
