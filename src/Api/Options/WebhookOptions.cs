namespace ReplayGraph.Api.Options;

/// <summary>A webhook: who is called when an issue has new replays.</summary>
/// <param name="Organization">The organization of the issues.</param>
/// <param name="Url">The address that is called. It may hold a secret of the receiver, so only its host is logged.</param>
/// <param name="Secret">The key of the signatures.</param>
public sealed record WebhookOptions(OrganizationId Organization, Uri Url, string Secret)
{
    /// <summary>The shortest secret, in characters.</summary>
    internal const int MinSecretLength = 32;

    /// <summary>What it shows: events and replays of these projects; null: of all.</summary>
    public IReadOnlySet<ProjectId>? Projects { get; init; }

    /// <summary>At most one call for each issue in so many seconds.</summary>
    public int IntervalSeconds { get; init; } = 60;

    /// <summary>Whether the address may be one of a private network or of this machine.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>The organization and the host: neither the secret nor the path.</summary>
    public override string ToString() => $"{Organization}: {Url.Host}";
}
