using System.Text;
using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Options;

/// <summary>
/// The options of the API hosts, as lines of <c>name=value</c>: they are valid, or a fault names the invalid value.
/// Each invalid value has a fault.
/// </summary>
internal sealed class OptionsTarget : Target
{
    private const string Section = "ReplayGraph";
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    internal override string Name => "options";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 1024;

    // Options are read once, at the start. An unknown name is compared with every known one.
    internal override long MaxAllocation(int length) => (10L << 10) * ApiOptionNames.OfEmbedded.Count() + (64L << 10) * length;

    internal override IEnumerable<byte[]> Seeds => Texts(
        "Data=data\nRetentionDays=90\nMaxBodyBytes=33554432\nMaxDecompressedBytes=134217728\nMaxBytesInFlight=536870912\nQuerySeconds=10",
        $"Organizations:acme:Tokens:0:Hash={Hash}\nOrganizations:acme:Tokens:0:Scopes=read,ingest\nOrganizations:acme:Tokens:0:Projects:0=7\n"
        + "Organizations:acme:Tokens:0:Name=n\nOrganizations:acme:Keys:0:Key=0123456789abcdef0123456789abcdef\nOrganizations:acme:Keys:0:Project=7",
        $"ReplayCountPerSecond=20\nOrganizations:a:Tokens:0:Hash={Hash}\nOrganizations:b:Tokens:x:Hash={Hash}\n"
        + "Organizations:b:Tokens:x:Scopes:0=admin",
        "LinkTemplates:0:Template=Sentry\nLinkTemplates:0:BaseUrl=https://acme.sentry.io\nLinkPreRollSeconds=15\nLive:IntervalMs=1000",
        $"Webhooks:0:Url=https://hooks.example.com/\nWebhooks:0:Secret={Hash}\nWebhooks:0:IntervalSeconds=5\nWebhooks:0:AllowPrivate=true");

    internal override IEnumerable<string> Words =>
    [
        "Organizations:", "acme", ":Tokens:0", ":Keys:0", ":Hash=", ":Scopes=", ":Projects=", ":Name=", ":Key=", ":Project=",
        "RetentionDays=", "Data=", "MaxBodyBytes=", "MaxDecompressedBytes=", "MaxBytesInFlight=", "QuerySeconds=",
        "ReplayCountPerSecond=",
        "LinkTemplates:0", ":Template=", ":BaseUrl=", "https://", "{replay_id}", "Live:IntervalMs=", "Webhooks:0:Url=",
        ":Origins=", "\n", ":", "=", ",", "admin", "read",
    ];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        var values = new OptionValues();
        ReplayGraphOptions options = OptionsReader.Read(SectionOf(input.Span), ApiOptionNames.OfEmbedded, values);
        foreach (string fault in values.Errors)
        {
            BrokenPromiseException.Unless(fault.Length > 0 && fault.Length < 2048 + (2 * input.Length), "a fault states what is wrong");
        }

        BrokenPromiseException.Unless(
            options.RetentionDays is > 0 and <= Limits.RetentionDays && options.QuerySeconds > 0 && options.MaxBodyBytes >= 1 << 16
            && options.ReplayCountPerSecond >= 0,
            "options are within their bounds");
        BrokenPromiseException.Unless(values.Errors.Count > 0 || IsSound(options), "each invalid value has a fault");
        values.Report(TextWriter.Null);
    }

    /// <summary>A section with the values of the lines.</summary>
    internal static IConfigurationSection SectionOf(ReadOnlySpan<byte> lines)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in Encoding.UTF8.GetString(lines).Split('\n'))
        {
            int end = line.IndexOf('=', StringComparison.Ordinal);
            values[$"{Section}:{(end < 0 ? line : line[..end])}"] = end < 0 ? null : line[(end + 1)..];
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(Section);
    }

    private static bool IsSound(ReplayGraphOptions options) =>
        !string.IsNullOrWhiteSpace(options.Data) && options.MaxBytesInFlight >= options.MaxDecompressedBytes
        && options.Organizations.All(organization => OrganizationId.TryParse(organization.Id.ToString(), out _)
            && organization.Tokens.All(token => token.Hash.Length == 32 && token.Scopes != 0 && token.Projects?.Contains(default) != true)
            && organization.Keys.All(key => key.Key.Length == 32 && !key.Project.IsNone))
        && options.Organizations.SelectMany(organization => organization.Tokens).DistinctBy(token => Convert.ToHexString(token.Hash)).Count()
            == options.Organizations.Sum(organization => organization.Tokens.Count);
}
