using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Chaos.Servers;

/// <summary>The configuration of organizations and their tokens.</summary>
public static class Organizations
{
    /// <summary>The token of an organization.</summary>
    public static string TokenOf(string organization) => $"the-token-of-{organization}";

    /// <summary>As environment variables of a program.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToEnvironment(IEnumerable<string> organizations) =>
        from organization in organizations
        let token = $"ReplayGraph__Organizations__{organization}__Tokens__0__"
        from variable in new[] { (Name: "Hash", Value: TokenHash.Of(TokenOf(organization))), (Name: "Scopes__0", Value: "admin") }
        select KeyValuePair.Create(token + variable.Name, variable.Value);

    /// <summary>As options of a server in this process.</summary>
    public static ReplayGraphOptions ToOptions(IEnumerable<string> organizations) => new()
    {
        Organizations =
        [
            .. from organization in organizations
               let hash = Convert.FromHexString(TokenHash.Of(TokenOf(organization)))
               let token = new ApiTokenOptions(hash, Scopes.Read | Scopes.Ingest | Scopes.Admin, null, organization)
               select new OrganizationOptions(OrganizationId.Parse(organization), [token], []),
        ],
    };
}
