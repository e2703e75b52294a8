using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Targets;

/// <summary>Turns a server's error responses into messages for users of the command line.</summary>
internal sealed partial class ServerRefusals(Uri server, OrganizationId organization, bool hasToken)
{
    internal static string Describe(HttpStatusCode status, byte[] body) =>
        Detail(body) is { } detail ? $"{Named(status)}: {detail.TrimEnd('.')}" : Named(status);

    /// <summary>Describes an invalid query, with the API's parameters renamed to options.</summary>
    internal static string OfQuery(HttpStatusCode status, byte[] body) => Detail(body) is not { } detail
        ? Describe(status, body)
        : Parameter().Replace(detail.TrimEnd('.'), name => "--" + WordStarts().Replace(name.Value, "-$0").ToLowerInvariant(), 1);

    /// <summary>The exception for an error status, with a remedy.</summary>
    internal CannotUseException Of(HttpStatusCode status, byte[] body) => new($"{server}: " + status switch
    {
        HttpStatusCode.Unauthorized when !hasToken => "the server requires a token: use --token-file, --token or REPLAYGRAPH_TOKEN",
        HttpStatusCode.Unauthorized => "the server rejected this token; check --token-file, --token or REPLAYGRAPH_TOKEN",
        HttpStatusCode.Forbidden => $"not allowed for organization '{organization}' (--org): {Detail(body)?.TrimEnd('.') ?? Named(status)}",
        HttpStatusCode.NotFound when Detail(body) is { } detail =>
            $"not found for organization '{organization}'; check --server and --org: {detail.TrimEnd('.')}",
        HttpStatusCode.NotFound => "a server answered, but it is not ReplayGraph; check --server",
        _ => Describe(status, body),
    });

    /// <summary>The exception for a server that did not respond.</summary>
    internal CannotUseException Unreachable(string failure, int tries) => new(tries == 1
        ? $"{server}: cannot reach the server: {failure}"
        : $"{server}: gave up after {tries} attempts: {failure}");

    private static string Named(HttpStatusCode status) =>
        Enum.IsDefined(status) ? $"{(int)status} {WordStarts().Replace(status.ToString(), " $0")}" : $"{(int)status}";

    private static string? Detail(byte[] body)
    {
        try
        {
            using JsonDocument problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out JsonElement detail) ? detail.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z]+(?=: )")]
    private static partial Regex Parameter();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStarts();
}
