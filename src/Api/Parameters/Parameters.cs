using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Parameters;

/// <summary>
/// The named values of a request, wherever they stand: its query string, or a JSON body as well. Reading collects the first fault,
/// which is then the answer; names that nobody reads are ignored.
/// </summary>
internal sealed class Parameters(IQueryCollection query, IReadOnlyDictionary<string, StringValues>? body = null)
{
    /// <summary>The most values of one name.</summary>
    internal const int MaxValues = 1000;

    private readonly IQueryCollection _query = query;
    private readonly IReadOnlyDictionary<string, StringValues>? _body = body;

    /// <summary>The first thing that was wrong; null: nothing yet.</summary>
    internal Problem? Fault { get; private set; }

    /// <summary>Whether the name has a value.</summary>
    internal bool Has(string name) => All(name).Count > 0;

    /// <summary>All values; those of the body go before the query string's.</summary>
    internal StringValues All(string name)
    {
        StringValues values = _body is not null && _body.TryGetValue(name, out StringValues inBody) ? inBody : _query[name];
        if (values.Count > MaxValues)
        {
            Refuse(name, $"{values.Count} values; the limit is {MaxValues}");
            return default;
        }

        return values;
    }

    /// <summary>All values, those of one text separated by commas too.</summary>
    internal IEnumerable<string> EnumNames(string name)
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
            Refuse(name, "is given more than once");
        }

        return values.Count == 0 ? null : values[0] ?? "";
    }

    /// <summary>A whole number within bounds, or null if there is none.</summary>
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

        Refuse(name, $"'{Shown(text)}' is no whole number from {min} to {max}");
        return null;
    }

    /// <summary>Notes a fault, unless there is one already.</summary>
    internal void Refuse(string name, string why) => Fault ??= Problem.BadRequest($"{name}: {why}.", name);

    /// <summary>The start of a text that somebody sent, short enough to be shown.</summary>
    internal static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
