using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Parameters;

/// <summary>
/// The named values of a request, from its query string and optionally a JSON body. Reading keeps the first error, which is then the
/// answer. Unknown names are ignored.
/// </summary>
internal sealed class RequestParameters(IQueryCollection query, IReadOnlyDictionary<string, StringValues>? body = null)
{
    /// <summary>The most values of one name.</summary>
    internal const int MaxValues = 1000;

    /// <summary>The first error; null if there is none so far.</summary>
    internal Problem? Error { get; private set; }

    internal bool Has(string name) => All(name).Count > 0;

    /// <summary>All values; the body overrides the query string.</summary>
    internal StringValues All(string name)
    {
        StringValues values = body is not null && body.TryGetValue(name, out StringValues inBody) ? inBody : query[name];
        if (values.Count > MaxValues)
        {
            AddError(name, $"{values.Count} values; the limit is {MaxValues}");
            return default;
        }

        return values;
    }

    /// <summary>All values; commas separate values too.</summary>
    internal IEnumerable<string> Items(string name)
    {
        foreach (string? value in All(name))
        {
            foreach (string word in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                yield return word;
            }
        }
    }

    /// <summary>The only value, or null if there is none.</summary>
    internal string? One(string name)
    {
        StringValues values = All(name);
        if (values.Count > 1)
        {
            AddError(name, "is given more than once");
        }

        return values.Count == 0 ? null : values[0] ?? "";
    }

    /// <summary>An integer within bounds, or null if there is none.</summary>
    internal long? Number(string name, long min, long max)
    {
        if (One(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long value) && value >= min && value <= max)
        {
            return value;
        }

        AddError(name, $"'{Excerpt.Of(text)}' is not an integer from {min} to {max}");
        return null;
    }

    /// <summary>Sets the error, unless there is one already.</summary>
    internal void AddError(string name, string error) => Error ??= Problem.BadRequest($"{name}: {error}.", name);
}
