using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Tests.Options;

public sealed class EmbedOriginsTests
{
    private const string Token = "ReplayGraph:Organizations:acme:Tokens:0";

    [Fact]
    public void ATokenIsBoundToItsOrigins()
    {
        (ReplayGraphOptions options, IReadOnlyList<string> errors) = Read("embed", "https://issues.example", "http://localhost:3000");
        Assert.Empty(errors);
        ApiTokenOptions token = options.Organizations[0].Tokens[0];
        Assert.Equal(Scopes.Embed, token.Scopes);
        Assert.Equal(["http://localhost:3000", "https://issues.example"], token.Origins!.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Origins are missing", "embed")]
    [InlineData("Origins are only for a token with the scope embed", "read", "https://issues.example")]
    [InlineData("Scopes have embed beside others", "embed,read", "https://issues.example")]
    [InlineData("Origins 'https://issues.example/' is not an origin", "embed", "https://issues.example/")]
    [InlineData("Origins 'https://issues.example/x' is not an origin", "embed", "https://issues.example/x")]
    [InlineData("Origins 'https://Issues.example' is not an origin", "embed", "https://Issues.example")]
    [InlineData("Origins 'https://issues.example:443' is not an origin", "embed", "https://issues.example:443")]
    [InlineData("Origins 'https://*.example' is not an origin", "embed", "https://*.example")]
    [InlineData("Origins 'https://a.example;script-src *' is not an origin", "embed", "https://a.example;script-src *")]
    [InlineData("Origins 'ftp://a.example' is not an origin", "embed", "ftp://a.example")]
    [InlineData("Origins 'issues.example' is not an origin", "embed", "issues.example")]
    [InlineData("Origins '*' is not an origin", "embed", "*")]
    [InlineData("Origins 'null' is not an origin", "embed", "null")]
    public void AnInvalidTokenIsNamed(string error, string scopes, params string[] origins) =>
        Assert.StartsWith($"{Token}:{error}", Assert.Single(Read(scopes, origins).Errors), StringComparison.Ordinal);

    private static (ReplayGraphOptions Options, IReadOnlyList<string> Errors) Read(string scopes, params string[] origins)
    {
        var all = new Dictionary<string, string?> { [$"{Token}:Hash"] = new('a', 64), [$"{Token}:Scopes"] = scopes };
        for (int i = 0; i < origins.Length; i++)
        {
            all[$"{Token}:Origins:{i}"] = origins[i];
        }

        var values = new OptionValues();
        IConfigurationSection section = new ConfigurationBuilder().AddInMemoryCollection(all).Build().GetSection("ReplayGraph");
        return (OptionsReader.Read(section, ApiOptionNames.OfEmbedded, values), values.Errors);
    }
}
