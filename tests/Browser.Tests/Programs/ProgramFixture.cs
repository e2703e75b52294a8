using Microsoft.Playwright;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>
/// A browser, and one of the programs as two processes: with two organizations and their facts, and without configuration and facts. Started by the
/// first test: where there is no browser, tests are skipped, but xUnit creates fixtures all the same.
/// </summary>
public abstract class ProgramFixture : IAsyncLifetime
{
    // In milliseconds: a slow machine is not an error.
    private const float Patience = 60_000;

    private static readonly string[] _switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private readonly Lazy<Task<Started>> _started;

    /// <summary>Starts nothing yet.</summary>
    protected ProgramFixture() => _started = new(StartAsync);

    internal Task<Started> Started => _started.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Started).DisposeAsync();
        }
    }

    /// <summary>Starts the program.</summary>
    /// <param name="environment">Its configuration.</param>
    /// <returns>The process, and a client that knows its address.</returns>
    protected abstract Task<(IAsyncDisposable Process, HttpClient Client)> StartAsync(Dictionary<string, string> environment);

    private async Task<Started> StartAsync()
    {
        Task<(IAsyncDisposable Process, HttpClient Client)> configured = StartAsync(Tokens.Environment()), empty = StartAsync([]);
        Assertions.SetDefaultExpectTimeout(Patience);
        IPlaywright driver = await Playwright.CreateAsync();
        IBrowser browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Program, Args = _switches });
        await Task.WhenAll(configured, empty);
        var started = new Started(driver, browser, await configured, await empty);
        try
        {
            await started.SendFactsAsync(Timestamp.From(TimeProvider.System.GetUtcNow()));
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }
}

/// <summary>What a fixture has started.</summary>
internal sealed class Started(
    IPlaywright driver,
    IBrowser browser,
    (IAsyncDisposable Process, HttpClient Client) configured,
    (IAsyncDisposable Process, HttpClient Client) empty) : IAsyncDisposable
{
    private readonly Dictionary<string, string> _cookies = [];

    internal IBrowser Browser => browser;

    /// <summary>The program with organizations and facts.</summary>
    internal Uri Configured => configured.Client.BaseAddress!;

    /// <summary>The program without.</summary>
    internal Uri Empty => empty.Client.BaseAddress!;

    /// <summary>The browser's state after signing in with a token.</summary>
    internal string SignedIn(string token) => _cookies[token];

    internal async Task SendFactsAsync(Timestamp now)
    {
        var facts = new FactBody();
        Shop.Write(facts, now);
        HostileTexts.Write(facts, now);
        await facts.SendAsync(configured.Client, World.Organization.ToString(), Tokens.Admin);

        var others = new FactBody();
        others.Add(Shop.Error(now, 401, Shop.Declined, -60) with { ReplayId = World.Replay(401), Transaction = Shop.Checkout, Environment = Shop.Secret });
        others.Add(Shop.Segment(now, 401, 0, -61) with { UserEmail = $"{Shop.Secret}@other.example.com", Environment = Shop.Secret });
        await others.SendAsync(configured.Client, Tokens.OtherOrganization, Tokens.Other);
        foreach (string token in new[] { Tokens.Admin, Tokens.Reader, Tokens.Limited, Tokens.Other })
        {
            _cookies[token] = await SignInAsync(token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        driver.Dispose();
        await configured.Process.DisposeAsync();
        await empty.Process.DisposeAsync();
    }

    private async Task<string> SignInAsync(string token)
    {
        await using IBrowserContext context = await browser.NewContextAsync(new() { BaseURL = Configured.ToString() });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForSelectorAsync("text=Sign out");
        return await context.StorageStateAsync();
    }
}
