using System.Text.Json;
using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Parameters;

/// <summary>Reads the parameters in a JSON body: an object of texts, numbers and lists of these; null is the same as absent.</summary>
internal static class JsonParameters
{
    // The longest list is refused by its limit, with a clear word; lists beyond it need not even be read.
    private const int MaxListItems = 200_000;

    private static readonly HashSet<string> _numbersToo = new(StringComparer.Ordinal)
    {
        "issues", "project", "limit", "start", "end", "started_after", "started_before", "min_duration_ms", "max_duration_ms",
        "min_segments", "max_segments", "min_errors", "max_errors",
    };

    internal static Dictionary<string, StringValues>? Read(ReadOnlyMemory<byte> utf8, out Problem? problem)
    {
        problem = null;
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        try
        {
            using var body = JsonDocument.Parse(utf8);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
            {
                problem = Problem.BadRequest("The body is no JSON object.");
                return null;
            }

            foreach (JsonProperty property in body.RootElement.EnumerateObject())
            {
                if (!TryRead(property, out StringValues read, out string error))
                {
                    problem = Problem.BadRequest($"{Parameters.Shown(property.Name)}: {error}.", Parameters.Shown(property.Name));
                    return null;
                }

                values[property.Name] = read;
            }

            return values;
        }
        catch (JsonException e)
        {
            problem = Problem.BadRequest($"The body is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            problem = Problem.BadRequest("The body holds a text that is no valid Unicode.");
        }

        return null;
    }

    private static bool TryRead(JsonProperty property, out StringValues values, out string error)
    {
        error = "";
        values = default;
        if (property.Value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        bool numbers = _numbersToo.Contains(property.Name);
        if (property.Value.ValueKind != JsonValueKind.Array)
        {
            bool one = TryText(property.Value, numbers, out string? text);
            values = text;
            error = Wrong(numbers);
            return one;
        }

        int length = property.Value.GetArrayLength();
        if (length > MaxListItems)
        {
            error = $"{length} values; the limit is {Parameters.MaxValues}";
            return false;
        }

        var list = new string?[length];
        int at = 0;
        foreach (JsonElement item in property.Value.EnumerateArray())
        {
            if (!TryText(item, numbers, out list[at]))
            {
                error = $"item {at + 1} {Wrong(numbers)}";
                return false;
            }

            at++;
        }

        values = new(list);
        return true;
    }

    private static string Wrong(bool numbers) => numbers ? "is neither a number nor a text" : "is no text";

    private static bool TryText(JsonElement value, bool numbers, out string? text)
    {
        text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when numbers => value.GetRawText(),
            _ => null,
        };
        return text is not null;
    }
}
