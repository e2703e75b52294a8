using ReplayGraph.Api.Access;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Links;

namespace ReplayGraph.Api.Options;

/// <summary>The section <c>ReplayGraph</c> of the configuration: appsettings.json, the environment, the command line.</summary>
public sealed record ReplayGraphOptions
{
    /// <summary>The data folder, relative to the current directory.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Days to keep facts without a retention of their own.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <inheritdoc cref="EvidenceOptions.SharedTraceReplays"/>
    public int SharedTraceReplays { get; init; } = EvidenceOptions.Default.SharedTraceReplays;

    /// <inheritdoc cref="EvidenceOptions.StaleAfterMinutes"/>
    public int StaleAfterMinutes { get; init; } = EvidenceOptions.Default.StaleAfterMinutes;

    /// <summary>The largest body as sent, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary>The largest body after decompression, in bytes.</summary>
    public long MaxDecompressedBytes { get; init; } = 128L << 20;

    /// <summary>The most bytes of bodies in flight; more are answered 503.</summary>
    public long MaxBytesInFlight { get; init; } = 512L << 20;

    /// <summary>The timeout of a query, in seconds.</summary>
    public int QuerySeconds { get; init; } = 10;

    /// <summary>The most replay-count calls per second, for each caller and organization; 0: no limit. Sentry's limit is 20.</summary>
    public int ReplayCountPerSecond { get; init; }

    /// <summary>The streams of new replays.</summary>
    public LiveOptions Live { get; init; } = new();

    /// <summary>The organizations; if empty there is one named <c>default</c>, open to everyone on the machine.</summary>
    public IReadOnlyList<OrganizationOptions> Organizations { get; init; } = [];

    /// <summary>The file that holds the organizations instead, and is read again when it changes; null: there is none.</summary>
    public string? OrganizationsFile { get; init; }

    /// <summary>How replays are opened in the product that recorded them.</summary>
    public IReadOnlyList<LinkTemplateOptions> LinkTemplates { get; init; } = [];

    /// <summary>How many seconds before the moment of an event such a link begins to play.</summary>
    public int LinkPreRollSeconds { get; init; } = 15;

    /// <summary>Who is called when an issue has new replays.</summary>
    public IReadOnlyList<WebhookOptions> Webhooks { get; init; } = [];

    /// <summary>The limits of what counts as evidence.</summary>
    public EvidenceOptions ToEvidence() => new() { SharedTraceReplays = SharedTraceReplays, StaleAfterMinutes = StaleAfterMinutes };

    /// <summary>Whether no organizations are configured: everyone on the machine may do everything, and nobody else has access.</summary>
    public bool IsOpen => Organizations.Count == 0;
}
