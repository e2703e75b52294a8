using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Browser.Tests.Pages;

/// <summary>A page in one of its states.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Token">Who has signed in; null: nobody.</param>
/// <param name="IsEmpty">Whether it is asked of a program without configuration and facts.</param>
internal sealed record PageCase(string Name, string Path, int Status = 200, string? Token = Tokens.Admin, bool IsEmpty = false)
{
    private const string Root = "/explore/acme";

    /// <summary>All pages.</summary>
    internal static IReadOnlyList<PageCase> All { get; } =
    [
        new("home", "/"),
        new("empty home", "/", Token: null, IsEmpty: true),
        new("empty coverage", "/explore/default/coverage", Token: null, IsEmpty: true),
        new("sign-in", $"{Root}/coverage", 401, Token: null),
        new("issue", $"{Root}/issues/{Shop.Declined}"),
        new("issue with filters", $"{Root}/issues/{Shop.Button}?fate=any&evidence=any&environment=production&sort=recent"),
        new("issue with a shared trace", $"{Root}/issues/{Shop.Cached}"),
        new("unknown issue", $"{Root}/issues/404", 404),
        new("transaction", $"{Root}/transactions?name={Uri.EscapeDataString(Shop.Checkout)}"),
        new("trace", $"{Root}/traces/{World.Trace(Shop.Live)}"),
        new("event", $"{Root}/events/{World.Event(1000 + Shop.Live)}"),
        new("live replay", $"{Root}/replays/{World.Replay(Shop.Live)}?event={World.Event(3000 + Shop.Live)}"),
        new("pending replay", $"{Root}/replays/{World.Replay(Shop.Pending)}"),
        new("partial replay", $"{Root}/replays/{World.Replay(Shop.Partial)}"),
        new("archived replay", $"{Root}/replays/{World.Replay(Shop.Archived)}"),
        new("deleted replay", $"{Root}/replays/{World.Replay(Shop.Deleted)}"),
        new("deletion", $"{Root}/replays/{World.Replay(Shop.Live)}/delete"),
        new("unknown replay", $"{Root}/replays/{World.Replay(999)}", 404),
        new("graph", $"{Root}/graph?open=issue/{Shop.Declined}&open=event/{World.Event(1000 + Shop.Sessions)}"),
        new("pinned graph", $"{Root}/graph?open=issue/{Shop.Declined}&pin=event/{World.Event(1000 + Shop.Live)}"),
        new("mixed lookup", $"{Root}/lookup?issues={Shop.Declined}&traces={World.Trace(Shop.Live)}&transactions={Uri.EscapeDataString(Shop.Checkout)}"),
        new("coverage", $"{Root}/coverage"),
        new("coverage of an issue", $"{Root}/coverage?issue={Shop.Declined}&statsPeriod=90d"),
        new("events without a replay", $"{Root}/coverage/events?outcome=unnamed"),
        new("status", $"{Root}/status"),
        new("choice", $"{Root}/find?q={World.Event(Shop.Ambiguous)}"),
        new("nothing recognised", $"{Root}/find?q=https://example.com/", 400),
        new("error", $"{Root}/issues/{Shop.Declined}?start=yesterday", 400),
        new("forbidden", $"{Root}/replays/{World.Replay(Shop.Live)}/delete", 403, Tokens.Reader),
    ];

    /// <summary>The names, as the data of a theory.</summary>
    internal static TheoryData<string> Names => [.. All.Select(page => page.Name)];

    internal static PageCase Find(string name) => All.Single(page => page.Name == name);

    /// <summary>Opens a browser for it.</summary>
    internal Task<Tab> NewTabAsync(Started started, bool hasScript) =>
        IsEmpty ? Tab.NewAtEmptyAsync(started, hasScript) : Tab.NewAsync(started, Token, hasScript);
}
