using System.Security.Cryptography;
using System.Text;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Access;

/// <summary>
/// Decides who may do what. With organizations configured, by token; with none, everybody on the machine may do everything in
/// <c>default</c>, but no web page may that happens to be open there.
/// </summary>
public sealed class Authorizer
{
    private static readonly Problem _noToken = new(401, "Unauthorized", "Send a token: Authorization: Bearer <token>.")
    {
        Challenge = "Bearer",
    };

    private static readonly Problem _badToken = new(401, "Unauthorized", "The token is unknown.")
    {
        Challenge = "Bearer error=\"invalid_token\"",
    };

    private static readonly Problem _foreign = Problem.Forbidden("The token is not of this organization.");

    private static readonly Problem _somethingOnly = Problem.Forbidden("The token is of some projects only.");

    private static readonly Problem _foreignHost = new(
        421,
        "Misdirected request",
        "Without organizations configured this server answers under its loopback name alone: localhost, 127.0.0.1 or [::1].");

    private static readonly Problem _foreignPage = Problem.Forbidden(
        "Without organizations configured this server answers no page of another origin.");

    private readonly Caller? _anyone;
    private readonly Token[] _tokens;

    /// <summary>A gate as the options say.</summary>
    public Authorizer(ReplayGraphOptions options)
    {
        _anyone = options.IsOpen ? new(OrganizationId.Default, null) : null;
        _tokens = [.. options.Organizations.SelectMany(organization => organization.Tokens.Select(token =>
            new Token(token.Hash, token.Scopes, new(organization.Id, token.Projects))))];
    }

    /// <summary>Finds out who calls.</summary>
    /// <param name="context">The request; its route names the organization.</param>
    /// <param name="needed">What it takes.</param>
    /// <param name="refusal">Why not, where it is null.</param>
    internal Caller? Admit(HttpContext context, Scopes needed, out Problem? refusal)
    {
        string organization = (string)context.Request.RouteValues["org"]!;
        return _anyone is null
            ? ByToken(context.Request, organization, needed, out refusal)
            : Anyone(context.Request, organization, out refusal);
    }

    /// <summary>Finds out who wants to look into the program itself: whoever has the admin scope, without a limit to projects.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token, where it comes another way than in the header <c>Authorization</c>.</param>
    /// <param name="refusal">Why not, where it is null.</param>
    public Caller? AdmitToProgram(HttpContext context, string? token, out Problem? refusal)
    {
        if (_anyone is not null)
        {
            return Anyone(context.Request, "default", out refusal);
        }

        Token? found = token is null ? InHeader(context.Request, out refusal) : OfText(token, out refusal);
        if (found is null)
        {
            return null;
        }

        refusal = (found.Scopes & Scopes.Admin) == 0 ? Lacks(Scopes.Admin) : found.Caller.Projects is not null ? _somethingOnly : null;
        return refusal is null ? found.Caller : null;
    }

    private static Problem Lacks(Scopes needed) => Problem.Forbidden($"The token lacks the scope {needed.ToString().ToLowerInvariant()}.");

    private static bool IsLoopback(ReadOnlySpan<char> host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address));

    private Caller? Anyone(HttpRequest request, string organization, out Problem? refusal)
    {
        // A name that resolves to 127.0.0.1 is no friend: that is how a web page of anybody's gets at servers on the machine.
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
            refusal = Problem.NotFound("There is one organization, default: no other is configured.");
            return null;
        }

        refusal = null;
        return _anyone;
    }

    private static bool IsLoopbackOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && IsLoopback(uri.Host.Trim('[', ']'));

    private Caller? ByToken(HttpRequest request, string organization, Scopes needed, out Problem? refusal)
    {
        if (InHeader(request, out refusal) is not { } token)
        {
            return null;
        }

        refusal = token.Caller.Organization.ToString() != organization ? _foreign
            : (token.Scopes & needed) == needed ? null
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

    // Every token is compared with, each in constant time, so that the time tells nothing about any of them.
    private Token? Find(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(1024)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        Token? found = null;
        foreach (Token token in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, token.Hash))
            {
                found = token;
            }
        }

        return found;
    }

    private sealed record Token(byte[] Hash, Scopes Scopes, Caller Caller);
}
