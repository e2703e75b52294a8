namespace ReplayGraph.Grains.Webhooks;

/// <summary>The state of webhooks, whose bytes mean something only to the front-ends.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.webhook-record")]
public sealed record WebhookRecord
{
    /// <summary>The bytes that were saved last; empty if none were.</summary>
    [Id(0)]
    public byte[] Bytes { get; init; } = [];

    /// <summary>The number of saves.</summary>
    [Id(1)]
    public long Version { get; init; }
}
