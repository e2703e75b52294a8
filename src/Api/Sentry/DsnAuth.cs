using System.Text;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;
using ReplayGraph.Intake.Envelopes;

namespace ReplayGraph.Api.Sentry;

/// <summary>Finds the DSN key of a request, wherever SDKs send it. Source: Relay's extractor of request metadata.</summary>
internal static class DsnAuth
{
    private const int MaxHeaderLength = 4096;

    /// <summary>The answer to a request without a key.</summary>
    internal static readonly Problem Missing = new(
        401,
        "Unauthorized",
        "missing authorization information: send X-Sentry-Auth, Authorization, ?sentry_key= or a dsn in the envelope's header");

    private static readonly Problem _multiple = new(401, "Unauthorized", "multiple authorization payloads detected");

    private static readonly Problem _badDsn = Problem.BadRequest(
        "invalid dsn in the envelope's header: expected http://KEY@HOST/PROJECT with a key of 32 lowercase hex digits");

    private static readonly Problem _bad = Problem.BadRequest("bad sentry DSN public key: expected 32 lowercase hex digits");

    /// <summary>The key in the request's headers or query string; null if there is none, or a problem.</summary>
    internal static string? Find(HttpRequest request, out Problem? problem)
    {
        string? found = null;
        int count = 0;
        Note(FromSentryHeader(request.Headers["X-Sentry-Auth"].ToString()));
        Note(FromAuthorization(request.Headers.Authorization.ToString()));
        if (request.QueryString.HasValue && request.Query["sentry_key"] is { Count: > 0 } inQuery)
        {
            count += inQuery.Count - 1;
            Note(inQuery[0] ?? "");
        }

        problem = count > 1 ? _multiple : found is not null && !DsnKey.IsWellFormed(found) ? _bad : null;
        return problem is null ? found : null;

        void Note(string? key)
        {
            found = key ?? found;
            count += key is null ? 0 : 1;
        }
    }

    /// <summary>The name of the SDK beside the key, such as <c>sentry.javascript.browser/11.12.0</c>; null if there is none.</summary>
    internal static string? Client(HttpRequest request)
    {
        const string name = "sentry_client";
        string header = request.Headers["X-Sentry-Auth"].ToString();
        return Field(header.Length > 0 ? header : request.Headers.Authorization.ToString(), name) ?? request.Query[name].FirstOrDefault();
    }

    /// <summary>The DSN in an envelope's header; null if there is none, or a problem.</summary>
    internal static Dsn? FindInEnvelope(ReadOnlyMemory<byte> envelope, out Problem? problem)
    {
        problem = EnvelopeIntake.TryReadDsn(envelope, out string? text, out string error) ? null : Problem.BadRequest(error);
        if (text is null)
        {
            return null;
        }

        problem = Dsn.TryParse(text, out Dsn found) ? null : _badDsn;
        return problem is null ? found : null;
    }

    /// <summary>The problem of an envelope whose DSN differs from the project or key of the request; null if they match.</summary>
    internal static Problem? Compare(Dsn? dsn, string? key, ProjectId project) =>
        dsn is not { } named ? null
        : named.Project != project ? Mismatch("project id", $"project {named.Project}", $"project {project}")
        : key is not null && named.Key != key ? Mismatch("public key", $"key {named.Key}", $"key {key}")
        : null;

    private static Problem Mismatch(string what, string inEnvelope, string inRequest) => Problem.BadRequest(
        $"{what} header mismatch between envelope and request: "
        + $"the dsn in the envelope's header names {inEnvelope}, the request {inRequest}");

    private static string? FromSentryHeader(string header) => header.Length == 0 ? null : Field(header, "sentry_key") ?? "";

    private static string? Field(string header, string name)
    {
        if (header.Length > MaxHeaderLength)
        {
            return null;
        }

        foreach (string field in header.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (field.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
            {
                return field[(name.Length + 1)..];
            }
        }

        return null;
    }

    private static string? FromAuthorization(string header)
    {
        const string basic = "Basic ";
        if (header.StartsWith("Sentry ", StringComparison.OrdinalIgnoreCase))
        {
            return FromSentryHeader(header);
        }

        if (!header.StartsWith(basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        byte[] utf8 = new byte[header.Length];
        return Convert.TryFromBase64String(header[basic.Length..].Trim(), utf8, out int length)
            ? Encoding.UTF8.GetString(utf8, 0, length).Split(':')[0]
            : "";
    }
}
