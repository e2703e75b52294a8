namespace ReplayGraph.Api.ProductLinks;

/// <summary>A product whose URLs are known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">What follows its address in the URL of a replay.</param>
/// <param name="Example">An example of its address.</param>
internal sealed record LinkPreset(string Name, string Path, string Example)
{
    // Sentry: t, seconds (useInitialTimeOffsetMs.tsx). PostHog: t, seconds (get_session_replay_url of posthog-js). OpenReplay: jumpto, milliseconds
    // (getSessionURL of its tracker). Datadog: ts, milliseconds since 1970. The ids of PostHog and Datadog are UUIDs.
    internal static readonly LinkPreset[] All =
    [
        new("Sentry", "/replays/{replay_id}/?t={offset_s}", "https://acme.sentry.io or https://sentry.example.com/organizations/acme"),
        new("PostHog", "/replay/{replay_uuid}?t={offset_s}", "https://eu.posthog.com/project/12345"),
        new("OpenReplay", "/session/{external_id}?jumpto={offset_ms}", "https://app.openreplay.com/12345"),
        new("Datadog", "/rum/replay/sessions/{replay_uuid}?ts={timestamp}", "https://app.datadoghq.com"),
    ];

    internal static string Names { get; } = string.Join(", ", All.Select(preset => preset.Name));

    internal static LinkPreset? Find(string name) =>
        Array.Find(All, preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
