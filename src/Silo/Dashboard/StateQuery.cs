using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Descriptions;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>The question for the state of a grain.</summary>
/// <param name="Key">The grain's key.</param>
/// <param name="GrainType">The full name of its type; null if none was given.</param>
internal readonly record struct StateQuery(string Key, string? GrainType)
{
    private const string Grain = nameof(Grain);
    private const string KeyStart = "?grainId=";
    private const string TypeStart = "&grainType=";

    /// <summary>
    /// Reads it as the dashboard's page sends it: key first, then the type, with the key as it was typed, in which <c>&amp;</c> and
    /// <c>+</c> stand for themselves. Any other query is read as usual.
    /// </summary>
    internal static StateQuery Read(HttpRequest request)
    {
        string text = request.QueryString.Value ?? "";
        int end = text.LastIndexOf(TypeStart, StringComparison.Ordinal);
        return text.StartsWith(KeyStart, StringComparison.Ordinal) && end >= KeyStart.Length
            ? new(Uri.UnescapeDataString(text[KeyStart.Length..end]), Uri.UnescapeDataString(text[(end + TypeStart.Length)..]))
            : new(request.Query["grainId"].ToString(), request.Query["grainType"] is [{ Length: > 0 } type] ? type : null);
    }

    /// <summary>The same question as a query in which everything is escaped.</summary>
    internal QueryString ToQuery() => QueryString.Create("grainId", Key).Add("grainType", GrainType ?? "");

    /// <summary>Why the question has no answer; null if the grain can be asked.</summary>
    /// <param name="organization">The caller's: no other organization's nodes are shown.</param>
    /// <param name="isForeign">Whether the key is that of another organization's node.</param>
    internal string? Check(OrganizationId organization, out bool isForeign)
    {
        isForeign = false;
        if (GrainType is null)
        {
            return "No type has arrived. Select one; and if the key has a '#', write %23 instead: a browser sends nothing behind it.";
        }

        if (TypeOf(GrainType) is not { } type)
        {
            isForeign = !IsOf(organization);
            return isForeign ? $"Select one of ReplayGraph's types, or a key of your own organization: {organization}/..." : null;
        }

        // An id alone is a key that was begun, not another organization's.
        isForeign = !IsOf(organization) && Key.Contains('/', StringComparison.Ordinal);
        if (!isForeign && IsKey(type))
        {
            return null;
        }

        string form = $"The key is {KeyForm.Of(type, organization)}";
        return isForeign ? $"'{Key}' is not of your organization. {form}." : $"'{Key}' is not the key of such a node. {form}.";
    }

    private static NodeType? TypeOf(string grain)
    {
        string name = grain[(grain.LastIndexOf('.') + 1)..];
        return name switch
        {
            "AloneGrain" => NodeType.UntracedEvent,
            _ when name.EndsWith(Grain, StringComparison.Ordinal) && Enum.TryParse(name[..^Grain.Length], out NodeType type) => type,
            _ => null,
        };
    }

    private bool IsOf(OrganizationId organization)
    {
        string name = organization.ToString();
        return Key == name || Key.StartsWith(name + "/", StringComparison.Ordinal);
    }

    // A grain with an invalid key would fail, answer an empty state and log an error.
    private bool IsKey(NodeType type)
    {
        try
        {
            NodeId.Parse(type, Key);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
