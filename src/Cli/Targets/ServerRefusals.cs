using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Targets;

/// <summary>What a server's refusals mean to somebody who knows the command line and not the API.</summary>
internal sealed partial class ServerRefusals(Uri server, OrganizationId organization, bool hasToken)
{
    /// <summary>What a refusal says of itself.</summary>
    internal static string Describe(HttpStatusCode status, byte[] body) =>
        Detail(body) is { } detail ? $"{Named(status)}: {detail.TrimEnd('.')}" : Named(status);

    /// <summary>What is wrong with a query: the API's parameters have the names of options, written otherwise.</summary>
    internal static string OfQuery(HttpStatusCode status, byte[] body) => Detail(body) is not { } detail
        ? Describe(status, body)
        : Parameter().Replace(detail.TrimEnd('.'), name => "--" + WordStarts().Replace(name.Value, "-$0").ToLowerInvariant(), 1);

    /// <summary>What to do about a status that is no answer.</summary>
    internal CannotUseException Of(HttpStatusCode status, byte[] body) => new($"{server}: " + status switch
    {
        HttpStatusCode.Unauthorized when !hasToken => "the server asks for a token: use --token-file, --token or REPLAYGRAPH_TOKEN",
        HttpStatusCode.Unauthorized => "the server does not know this token; check --token-file, --token or REPLAYGRAPH_TOKEN",
        HttpStatusCode.Forbidden => $"not allowed for organization '{organization}' (--org): {Detail(body)?.TrimEnd('.') ?? Named(status)}",
        HttpStatusCode.NotFound when Detail(body) is { } detail =>
            $"nothing there for organization '{organization}'; check --server and --org: {detail.TrimEnd('.')}",
        HttpStatusCode.NotFound => "something answers there, but it is not ReplayGraph; check --server",
        _ => Describe(status, body),
    });

    /// <summary>Why there is no answer.</summary>
    internal CannotUseException Unreachable(string failure, int tries) => new(tries == 1
        ? $"{server}: no server answers: {failure}"
        : $"{server}: no answer after {tries} tries: {failure}");

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
