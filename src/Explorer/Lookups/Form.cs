using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ReplayGraph.Explorer.Lookups;

/// <summary>The values of a filter form, as the URL holds them.</summary>
/// <param name="values">The parameters that are not empty.</param>
public sealed class Form(IQueryCollection values)
{
    /// <summary>The parameters without empty ones (a form sends all of its fields), with a default for one of them; a null default is none.</summary>
    internal static QueryCollection Filled(IQueryCollection query, string name, string? otherwise)
    {
        var filled = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        if (otherwise is not null)
        {
            filled[name] = otherwise;
        }

        foreach ((string key, StringValues all) in query)
        {
            string[] some = [.. all.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim())];
            if (some.Length > 0)
            {
                filled[key] = some;
            }
        }

        return new(filled);
    }

    /// <summary>The value of a field, or null.</summary>
    public string? this[string name] => values[name] is [{ } first, ..] ? first : null;

    /// <summary>Whether a field that can have several values has this one.</summary>
    public bool Has(string name, string value) =>
        values[name].Any(one => one!.Split(',', StringSplitOptions.TrimEntries).Contains(value));

    /// <summary>Whether any field filters, apart from the page that is shown.</summary>
    public bool Filters => values.Keys.Any(key => key is not ("cursor" or "limit") && !LookupKeys.IsField(key));

    /// <summary>The query string of another page of the same answer.</summary>
    public string Page(string cursor) => With(("cursor", cursor));

    /// <summary>The query string with other values of some parameters, null for none; the page is the first, unless it is one of them.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        IEnumerable<KeyValuePair<string, string?>> kept =
            from pair in values
            where pair.Key is not ("cursor" or "limit") && !changes.Any(change => change.Name == pair.Key)
            from value in pair.Value
            select KeyValuePair.Create(pair.Key, value);
        IEnumerable<KeyValuePair<string, string?>> changed =
            from change in changes where change.Value is not null select KeyValuePair.Create(change.Name, change.Value);
        return QueryString.Create([.. kept, .. changed]).ToString();
    }
}
