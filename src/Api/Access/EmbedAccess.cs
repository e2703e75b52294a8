using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Access;

/// <summary>
/// Authorizes what pages of other sites embed. They hold a token that their visitors can read, so it opens nothing else, and browsers use
/// it only from the origins that it is bound to.
/// </summary>
public sealed class EmbedAccess
{
    // Without organizations, pages of this machine may do everything anyway.
    private const string ThisMachine = "http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";

    private static readonly Problem _noOrigin = Problem.Forbidden(
        "A token with the scope embed is for pages of the origins that it is bound to, and the request names no origin.");

    private readonly Authorizer _authorizer;
    private readonly bool _isOpen;
    private readonly OfOrganizations<FrozenDictionary<string, FrozenSet<string>>> _origins;

    /// <summary>Creates it for the organizations; none: <c>default</c> is open to this machine.</summary>
    public EmbedAccess(IReadOnlyList<OrganizationOptions> organizations)
    {
        _authorizer = new(organizations);
        _isOpen = organizations.Count == 0;
        _origins = new(organizations, current => current.ToFrozenDictionary(
            organization => organization.Id.ToString(),
            organization => organization.Tokens.SelectMany(token => token.Origins ?? FrozenSet<string>.Empty).ToFrozenSet(StringComparer.Ordinal)));
    }

    /// <summary>Authorizes a request; its route names the organization.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token, if it is not in the header <c>Authorization</c>: a frame cannot send headers.</param>
    /// <param name="refusal">The answer to a request without the right; null if there is a caller.</param>
    public Caller? Admit(HttpContext context, string? token, out Problem? refusal)
    {
        Caller? caller = _authorizer.Admit(context, Scopes.Embed, out refusal, token);
        if (caller is null || _isOpen)
        {
            return caller;
        }

        // A script of another origin cannot leave it out. The navigation of a frame has none: there the policy names the origins.
        StringValues origin = context.Request.Headers.Origin;
        refusal = origin.Count == 0
            ? token is null ? _noOrigin : null
            : caller.Origins.Contains(origin.ToString())
                ? null
                : Problem.Forbidden($"The token is not for pages of {Excerpt.Of(origin.ToString())}.");
        return refusal is null ? caller : null;
    }

    /// <summary>Whether a page may read the answers, whatever they are: some token of the organization is bound to its origin.</summary>
    /// <param name="organization">The organization's slug, as in the path.</param>
    /// <param name="origin">The page's origin.</param>
    public bool MayRead(string organization, string origin) => _isOpen
        ? Authorizer.IsLoopbackOrigin(origin)
        : _origins.Value.TryGetValue(organization, out FrozenSet<string>? all) && all.Contains(origin);

    /// <summary>The pages that may show an answer in a frame, as <c>frame-ancestors</c> lists them.</summary>
    /// <param name="organization">The organization's slug, as in the path.</param>
    /// <param name="caller">The caller; null: the answer is a refusal, which all origins of the organization may show.</param>
    public string FramedBy(string organization, Caller? caller)
    {
        if (_isOpen)
        {
            return ThisMachine;
        }

        IEnumerable<string> origins = caller is not null ? caller.Origins : _origins.Value.GetValueOrDefault(organization, FrozenSet<string>.Empty);
        string all = string.Join(' ', origins.Order(StringComparer.Ordinal));
        return all.Length == 0 ? "'none'" : all;
    }
}
