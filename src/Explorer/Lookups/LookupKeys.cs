using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Explorer.Layout;

namespace ReplayGraph.Explorer.Lookups;

/// <summary>The keys of a lookup of several nodes, in a query string with the names that the API's mixed lookup has in its body.</summary>
internal static class LookupKeys
{
    /// <summary>Reads them; errors are noted in <paramref name="parameters"/>.</summary>
    internal static List<NodeKey> Read(IQueryCollection query, RequestParameters parameters) =>
        MixedLookup.ReadKeys(query.ToDictionary(pair => pair.Key, pair => pair.Value), parameters);

    /// <summary>The fields that name the keys.</summary>
    internal static IEnumerable<KeyValuePair<string, string?>> Fields(IEnumerable<NodeKey> keys) =>
        keys.Select(key => KeyValuePair.Create<string, string?>(NameOf(key.Kind), key.Id));

    /// <summary>The path of the page.</summary>
    internal static string PathOf(Site site, IEnumerable<NodeKey> keys) => $"{site.Root}/lookup{QueryString.Create(Fields(keys))}";

    /// <summary>Whether a field names keys.</summary>
    internal static bool IsField(string name) => name == "name" || MixedLookup.Lists.Any(list => list.Name == name);

    /// <summary>What they are: <c>2 issues, 1 trace</c>.</summary>
    internal static string Describe(IReadOnlyList<NodeKey> keys) => string.Join(", ", MixedLookup.Lists
        .Select(list => (Noun: list.Kind.ToString().ToLowerInvariant(), Count: keys.Count(key => key.Kind == list.Kind)))
        .Where(kind => kind.Count > 0)
        .Select(kind => Words.Count(kind.Count, kind.Noun)));

    private static string NameOf(NodeKind kind) => MixedLookup.Lists.First(list => list.Kind == kind).Name;
}
