using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Access;

/// <summary>
/// Authorizes requests. With organizations configured, a request needs a token. With none, every local process may do everything in
/// <c>default</c>, but web pages of other origins may not.
/// </summary>
public sealed class Authorizer
{
    private static readonly Problem _noToken = new(401, "Unauthorized", "Send a token: Authorization: Bearer <token>.")
    {
        Challenge = "Bearer",
    };

    private static readonly Problem _badToken = new(401, "Unauthorized", "Unknown token.")
    {
        Challenge = "Bearer error=\"invalid_token\"",
    };

    private static readonly Problem _foreign = Problem.Forbidden("The token belongs to another organization.");

    private static readonly Problem _limitedToProjects = Problem.Forbidden("The token is limited to some projects.");

    private static readonly Problem _foreignHost = new(
        421,
        "Misdirected request",
        "No organizations are configured, so this server answers only as localhost, 127.0.0.1 or [::1].");

    private static readonly Problem _foreignPage = Problem.Forbidden(
        "No organizations are configured, so this server rejects requests from pages of other origins.");

    private readonly Caller? _localCaller;
    private readonly OfOrganizations<Token[]> _tokens;

    /// <summary>Creates an authorizer.</summary>
    /// <param name="organizations">The organizations and their tokens; empty: one named <c>default</c>, open to this machine.</param>
    public Authorizer(IReadOnlyList<OrganizationOptions> organizations)
    {
        _localCaller = organizations.Count == 0 ? new(OrganizationId.Default, null, Scopes.Admin | Scopes.Read | Scopes.Ingest) : null;
        _tokens = new(organizations, Tokens);
    }

    private static Token[] Tokens(IReadOnlyList<OrganizationOptions> organizations) =>
    [
        .. organizations.SelectMany(organization => organization.Tokens.Select(token =>
            new Token(token.Hash, new(organization.Id, token.Projects, token.Scopes) { Origins = token.Origins ?? FrozenSet<string>.Empty }))),
    ];

    /// <summary>Authorizes a call.</summary>
    /// <param name="context">The request; its route names the organization.</param>
    /// <param name="needed">The scope that the call needs.</param>
    /// <param name="refusal">The answer to a request without the right; null if there is a caller.</param>
    /// <param name="token">The token, if it is not in the header <c>Authorization</c>.</param>
    internal Caller? Admit(HttpContext context, Scopes needed, out Problem? refusal, string? token = null)
    {
        string organization = (string)context.Request.RouteValues["org"]!;
        return _localCaller is null
            ? ByToken(context.Request, organization, needed, token, out refusal)
            : Local(context.Request, organization, out refusal);
    }

    /// <summary>The organization whose pages a person sees: that of the token, if it may read; <c>default</c> without configuration.</summary>
    /// <param name="context">The request; its route names no organization.</param>
    /// <param name="token">The token, if it is not in the header <c>Authorization</c>.</param>
    /// <param name="refusal">Why there is none; null if there is one.</param>
    internal OrganizationId? OrganizationOf(HttpContext context, string? token, out Problem? refusal)
    {
        if (_localCaller is not null)
        {
            return Local(context.Request, "default", out refusal)?.Organization;
        }

        Token? found = token is null ? InHeader(context.Request, out refusal) : OfText(token, out refusal);
        refusal = found is null ? refusal : (found.Caller.Scopes & Scopes.Read) == 0 ? Lacks(Scopes.Read) : null;
        return refusal is null ? found!.Caller.Organization : null;
    }

    /// <summary>Authorizes a look into the program itself, which needs the admin scope without a limit to projects.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token, if it is not in the header <c>Authorization</c>.</param>
    /// <param name="refusal">The answer to a request without the right; null if there is a caller.</param>
    public Caller? AdmitToProgram(HttpContext context, string? token, out Problem? refusal)
    {
        if (_localCaller is not null)
        {
            return Local(context.Request, "default", out refusal);
        }

        Token? found = token is null ? InHeader(context.Request, out refusal) : OfText(token, out refusal);
        if (found is null)
        {
            return null;
        }

        refusal = (found.Caller.Scopes & Scopes.Admin) == 0 ? Lacks(Scopes.Admin) : found.Caller.Projects is not null ? _limitedToProjects : null;
        return refusal is null ? found.Caller : null;
    }

    private static Problem Lacks(Scopes needed) => Problem.Forbidden($"The token lacks the scope {needed.ToString().ToLowerInvariant()}.");

    private static bool IsLoopback(ReadOnlySpan<char> host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address));

    private Caller? Local(HttpRequest request, string organization, out Problem? refusal)
    {
        // DNS rebinding: with a name that resolves to 127.0.0.1, any web page could reach the servers of the machine.
        if (!IsLoopback(request.Host.Host))
        {
            refusal = _foreignHost;
            return null;
        }

        if (request.Headers.Origin.Count > 0 && !IsLoopbackOrigin(request.Headers.Origin.ToString()))
        {
            refusal = _foreignPage;
            return null;
        }

        if (organization != "default")
        {
            refusal = Problem.NotFound("No organizations are configured; the only one is default.");
            return null;
        }

        refusal = null;
        return _localCaller;
    }

    internal static bool IsLoopbackOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && IsLoopback(uri.Host.Trim('[', ']'));

    private Caller? ByToken(HttpRequest request, string organization, Scopes needed, string? text, out Problem? refusal)
    {
        Token? token = text is null ? InHeader(request, out refusal) : OfText(text, out refusal);
        if (token is null)
        {
            return null;
        }

        refusal = token.Caller.Organization.ToString() != organization ? _foreign
            : (token.Caller.Scopes & needed) == needed ? null
            : Lacks(needed);
        return refusal is null ? token.Caller : null;
    }

    private Token? InHeader(HttpRequest request, out Problem? refusal)
    {
        const string scheme = "Bearer ";
        string header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            refusal = header.Length == 0 ? _noToken : _badToken;
            return null;
        }

        return OfText(header.AsSpan(scheme.Length).Trim(), out refusal);
    }

    private Token? OfText(ReadOnlySpan<char> text, out Problem? refusal)
    {
        Token? token = text.Length > 1024 ? null : Find(text);
        refusal = token is null ? _badToken : null;
        return token;
    }

    // Compares with every token, each in constant time, so that the duration reveals nothing about them.
    private Token? Find(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(1024)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        Token? found = null;
        foreach (Token token in _tokens.Value)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, token.Hash))
            {
                found = token;
            }
        }

        return found;
    }

    private sealed record Token(byte[] Hash, Caller Caller);
}
