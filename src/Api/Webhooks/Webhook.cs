using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Webhooks;

/// <summary>A configured webhook.</summary>
internal sealed class Webhook(WebhookOptions options)
{
    /// <summary>
    /// Identifies it in the stored state, whatever its place in the configuration. Another address or other projects make another webhook,
    /// which begins with what is new; another secret does not.
    /// </summary>
    internal string Id { get; } = IdOf(options);

    internal OrganizationId Organization => options.Organization;

    internal IReadOnlySet<ProjectId>? Projects => options.Projects;

    internal Uri Url => options.Url;

    internal bool AllowPrivate => options.AllowPrivate;

    internal TimeSpan Interval { get; } = TimeSpan.FromSeconds(options.IntervalSeconds);

    internal WebhookSignature Signature { get; } = new(options.Secret);

    public override string ToString() => options.ToString();

    private static string IdOf(WebhookOptions options)
    {
        string projects = options.Projects is null
            ? "all"
            : string.Join(',', options.Projects.Select(project => project.Value).Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Organization}\n{projects}\n{options.Url.AbsoluteUri}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
