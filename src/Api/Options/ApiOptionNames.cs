namespace ReplayGraph.Api.Options;

/// <summary>The options that <see cref="OptionsReader"/> reads.</summary>
public static class ApiOptionNames
{
    /// <summary>The options of every host.</summary>
    public static IReadOnlyList<OptionName> OfEveryHost { get; } =
    [
        new(nameof(ReplayGraphOptions.RetentionDays), "days to keep facts without a retention of their own [90]"),
        new(nameof(ReplayGraphOptions.SharedTraceReplays), "replays beyond which a trace is shared, and no evidence [16]"),
        new(nameof(ReplayGraphOptions.StaleAfterMinutes), "minutes from its replay beyond which an event is stale [60]"),
        new(nameof(ReplayGraphOptions.MaxBodyBytes), "the largest body as sent, in bytes [32 MiB]"),
        new(nameof(ReplayGraphOptions.MaxDecompressedBytes), "the largest body after decompression, in bytes [128 MiB]"),
        new(nameof(ReplayGraphOptions.MaxBytesInFlight), "the most bytes of bodies in flight; more are answered 503 [512 MiB]"),
        new(nameof(ReplayGraphOptions.QuerySeconds), "the timeout of a query, in seconds [10]"),
        new(nameof(ReplayGraphOptions.ReplayCountPerSecond), "the most replay-count calls per second and caller; 0: no limit [0]"),
        Live(nameof(LiveOptions.IntervalMs), "milliseconds between looks for new replays of a live stream [1000]"),
        Live(nameof(LiveOptions.HeartbeatSeconds), "seconds between the heartbeats of a live stream [15]"),
        Live(nameof(LiveOptions.MaxSubscribers), "the most live streams; more are answered 503; 0: none [10000]"),
        new(nameof(ReplayGraphOptions.OrganizationsFile), "a JSON file with ReplayGraph:Organizations, read again when it changes [none]"),
        new("Organizations:<slug>:Tokens:<n>:Hash", "the hash of a token that may call, from hash-token"),
        new("Organizations:<slug>:Tokens:<n>:Scopes", "its scopes: read, ingest, admin, embed", IsList: true),
        new("Organizations:<slug>:Tokens:<n>:Origins", "for the scope embed: the origins of the pages that hold it", IsList: true),
        new("Organizations:<slug>:Tokens:<n>:Projects", "the only projects that it sees and sends to [all]", IsList: true),
        new("Organizations:<slug>:Tokens:<n>:Name", "a name for people"),
        new("Organizations:<slug>:Keys:<n>:Key", "a DSN key that SDKs send with: 32 hex digits"),
        new("Organizations:<slug>:Keys:<n>:Project", "the project that it sends to"),
        new("LinkTemplates:<n>:Template", "a preset (Sentry, PostHog, OpenReplay, Datadog) or a URL with {replay_id}, to open replays with"),
        new("LinkTemplates:<n>:BaseUrl", "for a preset, the product's address"),
        new("LinkTemplates:<n>:Organization", "the organization that it is for [all]"),
        new("LinkTemplates:<n>:Projects", "the projects whose replays it is for [all others]", IsList: true),
        new(nameof(ReplayGraphOptions.LinkPreRollSeconds), "seconds before an event at which those links begin to play [15]"),
        Webhook(nameof(WebhookOptions.Url), "an http or https address that is called when an issue has new replays"),
        Webhook(nameof(WebhookOptions.Secret), "the key of the calls' signatures, at least 32 characters"),
        Webhook(nameof(WebhookOptions.Organization), "the organization of the issues [default]"),
        Webhook(nameof(WebhookOptions.Projects), "the projects whose events and replays it shows [all]", isList: true),
        Webhook(nameof(WebhookOptions.IntervalSeconds), "seconds in which an issue causes at most one call [60]"),
        Webhook(nameof(WebhookOptions.AllowPrivate), "whether the address may be of a private network or this machine [false]"),
    ];

    /// <summary>The options of the program with a data folder.</summary>
    public static OptionNames OfEmbedded { get; } = new(
        OfEveryHost.Prepend(new(nameof(ReplayGraphOptions.Data), "the data folder, relative to the current directory [data]")));

    private static OptionName Webhook(string name, string meaning, bool isList = false) =>
        new($"{nameof(ReplayGraphOptions.Webhooks)}:<n>:{name}", meaning, isList);

    private static OptionName Live(string name, string meaning) => new($"{nameof(ReplayGraphOptions.Live)}:{name}", meaning);
}
