using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Coverages;

/// <summary>What can be the case with an event, and what to do about it.</summary>
/// <param name="Name">Its name in answers.</param>
/// <param name="Advice">What it means, and what changes it.</param>
/// <param name="Of">Its count.</param>
internal sealed record Outcome(string Name, string Advice, Func<CoverageRow, int> Of)
{
    /// <summary>All of them, best first.</summary>
    internal static IReadOnlyList<Outcome> All { get; } =
    [
        new("linked", "A replay shows it.", row => row.Linked),
        new("partial", "The first segment of its replay is missing: the upload was cut off, or is still on its way.", row => row.Partial),
        new(
            "pending",
            "No segment of its replay has arrived: the tab was closed, a quota was used up, or an ad blocker interfered.",
            row => row.Pending),
        new("gone", "Its replay was archived, deleted or has expired.", row => row.Gone),
        new(
            "stale",
            "It happened long before or after the replay that it names: an old id stays in cached pages and frozen contexts.",
            row => row.Stale),
        new("shared", "Its trace id was given to many visitors: do not cache pages with a sentry-trace meta tag.", row => row.Shared),
        new(
            "unseen",
            "It has a trace, but no replay recorded it: sampled out (raise replaysOnErrorSampleRate), or not caused by a browser.",
            row => row.Unseen),
        new(
            "unnamed",
            "It has neither trace nor replay: no trace header reached the back end (check tracePropagationTargets).",
            row => row.Unnamed),
    ];
}
