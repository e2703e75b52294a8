using ReplayGraph.Api.Access;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>Who signs in. All but <see cref="Other"/> belong to the organization of the <see cref="World"/>.</summary>
internal static class Tokens
{
    internal const string Admin = "an-admin-token-000", Reader = "a-reader-token-000", Limited = "a-limited-token-00", Other = "another-token-0000";

    /// <summary>The organization of <see cref="Other"/>.</summary>
    internal const string OtherOrganization = "other";

    /// <summary>The configuration of a program that knows them.</summary>
    internal static Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string> { ["ReplayGraph__SharedTraceReplays"] = $"{Shop.SharedTraceReplays}" };
        Add(0, World.Organization.ToString(), Admin, "admin");
        Add(1, World.Organization.ToString(), Reader, "read");
        Add(2, World.Organization.ToString(), Limited, "read", Shop.Front, Shop.Back);
        Add(0, OtherOrganization, Other, "admin");
        return environment;

        void Add(int number, string organization, string token, string scope, params int[] projects)
        {
            string at = $"ReplayGraph__Organizations__{organization}__Tokens__{number}";
            environment[$"{at}__Hash"] = TokenHash.Of(token);
            environment[$"{at}__Scopes__0"] = scope;
            for (int i = 0; i < projects.Length; i++)
            {
                environment[$"{at}__Projects__{i}"] = $"{projects[i]}";
            }
        }
    }
}
