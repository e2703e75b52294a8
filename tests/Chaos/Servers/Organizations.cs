using System.Security.Cryptography;
using System.Text;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Chaos.Servers;

/// <summary>The configuration of organizations, their tokens and DSN keys.</summary>
public static class Organizations
{
    /// <summary>The token of an organization.</summary>
    public static string TokenOf(string organization) => $"the-token-of-{organization}";

    /// <summary>The DSN key of an organization's project 1.</summary>
    public static string DsnKeyOf(string organization) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(organization)))[..32];

    /// <summary>As environment variables of a program.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToEnvironment(IEnumerable<string> organizations) =>
        from organization in organizations
        from variable in new[]
        {
            (Name: "Tokens__0__Hash", Value: TokenHash.Of(TokenOf(organization))), (Name: "Tokens__0__Scopes__0", Value: "admin"),
            (Name: "Keys__0__Key", Value: DsnKeyOf(organization)), (Name: "Keys__0__Project", Value: "1"),
        }
        select KeyValuePair.Create($"ReplayGraph__Organizations__{organization}__{variable.Name}", variable.Value);

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
