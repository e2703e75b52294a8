using ReplayGraph.Api.Access;

namespace ReplayGraph.Api.Options;

/// <summary>Reads the origins that a token with the scope embed is bound to.</summary>
internal static class EmbedOrigins
{
    /// <summary>Reads them; null for a token with other scopes.</summary>
    /// <param name="token">The section of the token.</param>
    /// <param name="scopes">Its scopes.</param>
    /// <param name="values">Collects the errors.</param>
    internal static IReadOnlySet<string>? Read(IConfigurationSection token, Scopes scopes, OptionValues values)
    {
        const string key = "Origins";
        string[] origins = [.. OptionValues.Values(token.GetSection(key))];
        bool isEmbed = (scopes & Scopes.Embed) != 0;
        if (isEmbed && scopes != Scopes.Embed)
        {
            values.AddError(token, "Scopes", "have embed beside others: pages of other sites hold such a token, so it needs one of its own");
        }

        if (isEmbed && origins.Length == 0)
        {
            values.AddError(token, key, "are missing: a token with the scope embed is bound to the origins of the pages that hold it");
        }
        else if (!isEmbed && origins.Length > 0)
        {
            values.AddError(token, key, "are only for a token with the scope embed");
        }

        foreach (string origin in origins.Where(origin => !WebOrigin.IsWellFormed(origin)))
        {
            values.AddError(token, key, $"'{origin}' is not an origin; expected such as https://issues.example.com, in lower case, without a path");
        }

        return isEmbed ? origins.ToHashSet(StringComparer.Ordinal) : null;
    }
}
