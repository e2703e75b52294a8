using Microsoft.Playwright;
using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests.Specs;

/// <summary>Signing in, and what each token shows.</summary>
[NeedsChromium]
public abstract class AccessSpec(ProgramFixture program)
{
    private static readonly string _replay = $"/explore/acme/replays/{World.Replay(Shop.Live)}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AToken_OpensThePage_UntilSigningOut(bool hasScript)
    {
        await using Tab tab = await Tab.NewAsync(await program.Started, token: null, hasScript);
        Assert.Equal(401, await tab.OpenAsync(_replay));
        await SignInAsync(tab, "not-the-right-token");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Unknown token.");
        Assert.Empty(await tab.Context.CookiesAsync());

        await SignInAsync(tab, Tokens.Reader);
        await tab.Page.WaitForURLAsync($"**{_replay}");
        BrowserContextCookiesResult cookie = Assert.Single(await tab.Context.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#token")).ToBeFocusedAsync();
        Assert.Empty(await tab.Context.CookiesAsync());
        Assert.Equal(401, await tab.OpenAsync(_replay));
        await tab.Page.GoBackAsync();
        await Assertions.Expect(tab.Page.Locator("#token")).ToBeVisibleAsync();
        Assert.Empty(tab.Faults);
    }

    [Theory]
    [InlineData(Tokens.Admin, 1, 200)]
    [InlineData(Tokens.Reader, 0, 403)]
    public async Task OnlyAnAdmin_IsOfferedToDelete(string token, int links, int status)
    {
        await using Tab tab = await Tab.NewAsync(await program.Started, token);
        await tab.OpenAsync(_replay);
        Assert.Equal(links, await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Delete", Exact = true }).CountAsync());
        Assert.Equal(status, await tab.OpenAsync($"{_replay}/delete"));
    }

    [Fact]
    public async Task NoPage_ShowsAnythingOfAProjectThatTheTokenDoesNotSee()
    {
        Started started = await program.Started;
        await using Tab admin = await Tab.NewAsync(started), limited = await Tab.NewAsync(started, Tokens.Limited);
        int shown = 0;
        foreach (PageCase page in PageCase.All.Where(page => !page.IsEmpty && page.Token == Tokens.Admin))
        {
            await admin.OpenAsync(page.Path);
            shown += Secrets(await admin.Page.ContentAsync(), page.Path).Count();
            await limited.OpenAsync(page.Path);
            Assert.Empty(Secrets(await limited.Page.ContentAsync(), page.Path));
        }

        Assert.True(shown > 3, $"Only {shown} of the secrets are anywhere, so their absence says little.");
    }

    [Fact]
    public async Task NoPage_ShowsAnythingOfAnotherOrganization()
    {
        await using Tab other = await Tab.NewAsync(await program.Started, Tokens.Other);
        foreach (PageCase page in PageCase.All.Where(page => !page.IsEmpty && page.Path != "/"))
        {
            Assert.Contains(await other.OpenAsync(page.Path), (int[])[401, 403]);
            string html = await other.Page.ContentAsync();
            Assert.DoesNotContain("shop@", html, StringComparison.Ordinal);
            Assert.DoesNotContain("example.com", html.Replace(page.Path, "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal(200, await other.OpenAsync($"/explore/other/issues/{Shop.Declined}?fate=any"));
        string own = await other.TextAsync();
        Assert.Contains("1 replay ", own, StringComparison.Ordinal);
        Assert.Contains(Shop.Secret, own, StringComparison.Ordinal);
    }

    // What is only in facts of the hidden project, or of the other organization.
    private static IEnumerable<string> Secrets(string html, string path) =>
        from secret in (string[])[Shop.Secret, .. new[] { 301, 302 }.Select(id => $"{World.Event(id)}"), $"{World.Replay(301)}", $"{World.Replay(401)}"]
        where html.Contains(secret, StringComparison.Ordinal)
        select $"{path}: {secret}";

    private static async Task SignInAsync(Tab tab, string token)
    {
        await tab.Page.Locator("#token").FillAsync(token);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
