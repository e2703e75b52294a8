using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Coverages;

/// <summary>What can be the case with an event, and what to do about it.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Text">What it means, and what changes it. What a developer types is between backticks.</param>
/// <param name="Of">Its count.</param>
public sealed record Advice(Outcome Outcome, string Text, Func<CoverageRow, int> Of)
{
    /// <summary>That of all outcomes, best first. The names of options are those of Sentry's JavaScript SDK and of this server.</summary>
    public static IReadOnlyList<Advice> All { get; } =
    [
        new(Outcome.Linked, "A replay shows it.", row => row.Linked),
        new(
            Outcome.Partial,
            "The first segment of its replay is missing. It is the largest: check the limits of proxies for bodies. Or it is still on its way.",
            row => row.Partial),
        new(
            Outcome.Pending,
            "No segment of the replay that it names has arrived: shorter than `minReplayDuration`, stopped by an ad blocker (set `tunnel`), or over a quota.",
            row => row.Pending),
        new(
            Outcome.Gone,
            "Its replay was archived, deleted or has expired: keep replays as long as events (`retention_days`, `RetentionDays`).",
            row => row.Gone),
        new(
            Outcome.Stale,
            "It happened more than `StaleAfterMinutes` before or after its replay: an old id stays in cached pages and frozen contexts.",
            row => row.Stale),
        new(
            Outcome.Shared,
            "More than `SharedTraceReplays` replays have its trace: do not cache pages with a `sentry-trace` meta tag.",
            row => row.Shared),
        new(
            Outcome.Unseen,
            "It has a trace, but no replay: sampled out (raise `replaysOnErrorSampleRate`, for transactions `replaysSessionSampleRate`), or not of a "
            + "page.",
            row => row.Unseen),
        new(
            Outcome.Unnamed,
            "It has neither trace nor replay: no trace header reached the back end (check `tracePropagationTargets`), or a page has no `replayIntegration`.",
            row => row.Unnamed),
    ];

    /// <summary>The name of the outcome, as the API writes it.</summary>
    public string Name => Outcome.ToString().ToLowerInvariant();

    /// <summary>That of one outcome.</summary>
    public static Advice For(Outcome outcome) => All.First(one => one.Outcome == outcome);
}
