using Microsoft.Playwright;
using ReplayGraph.Browser.Tests.Programs;

namespace ReplayGraph.Browser.Tests.Pages;

/// <summary>A browser of its own, with one page. What goes wrong while it is open is collected.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private const string Text = """
        () => {
          const main = document.querySelector("main").cloneNode(true);
          main.querySelectorAll("time").forEach(time => time.remove());
          return main.textContent.replace(/\s+/g, " ");
        }
        """;

    private readonly IBrowserContext _context;
    private readonly Uri _at;
    private readonly List<string> _faults = [];

    private Tab(IBrowserContext context, IPage page, Uri at)
    {
        (_context, Page, _at) = (context, page, at);
        context.Request += (_, request) => Note(!request.Url.StartsWith(at.ToString(), StringComparison.Ordinal), $"asks {request.Url}");
        context.RequestFailed += (_, request) => Note(true, $"{request.Url} failed: {request.Failure}");
        context.Response += (_, answer) => Note(answer.Status >= 400 && !answer.Request.IsNavigationRequest, $"{answer.Url} is {answer.Status}");
        page.PageError += (_, error) => Note(true, error);
        page.Console += (_, said) => Note(
            said.Type is "error" or "warning" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal), said.Text);
        page.Dialog += async (_, dialog) =>
        {
            Note(true, $"a script said {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    internal IPage Page { get; }

    internal IBrowserContext Context => _context;

    /// <summary>Errors of scripts, refusals of the content security policy, requests that failed or went elsewhere.</summary>
    internal IReadOnlyList<string> Faults
    {
        get
        {
            lock (_faults)
            {
                return [.. _faults];
            }
        }
    }

    /// <summary>The path of the page, with its query.</summary>
    internal string Path => new Uri(Page.Url).PathAndQuery;

    /// <summary>Opens one at the program with facts.</summary>
    /// <param name="started">The program.</param>
    /// <param name="token">Who has signed in; null: nobody.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    internal static Task<Tab> NewAsync(Started started, string? token = Tokens.Admin, bool hasScript = true) =>
        NewAsync(started, started.Configured, token is null ? null : started.SignedIn(token), hasScript);

    /// <summary>Opens one at the program without facts.</summary>
    internal static Task<Tab> NewAtEmptyAsync(Started started, bool hasScript = true) => NewAsync(started, started.Empty, null, hasScript);

    /// <summary>Opens a page.</summary>
    /// <returns>Its status.</returns>
    internal async Task<int> OpenAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>The text of the page, without relative times, which change by themselves.</summary>
    internal Task<string> TextAsync() => Page.EvaluateAsync<string>(Text);

    /// <summary>Waits until the page has a text: a change in place comes after the change of the URL.</summary>
    internal async Task ShowsAsync(string path, string text)
    {
        await Page.WaitForFunctionAsync($"text => ({Text})() === text", text);
        Assert.Equal(path, Path);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static async Task<Tab> NewAsync(Started started, Uri at, string? state, bool hasScript)
    {
        IBrowserContext context = await started.Browser.NewContextAsync(new()
        {
            BaseURL = at.ToString(),
            JavaScriptEnabled = hasScript,
            StorageState = state,
            ViewportSize = Look.First.Size,
            ColorScheme = Look.First.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new(context, await context.NewPageAsync(), at);
    }

    private void Note(bool isFault, string fault)
    {
        if (isFault)
        {
            lock (_faults)
            {
                _faults.Add(fault);
            }
        }
    }
}
