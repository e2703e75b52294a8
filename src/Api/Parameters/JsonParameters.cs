using System.Text.Json;
using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Parameters;

/// <summary>Reads the parameters in a JSON body: an object of strings, numbers and lists of these; null is the same as absent.</summary>
internal static class JsonParameters
{
    // Longer lists are rejected unread; shorter ones that are still too long get the message of their own limit.
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
                problem = Problem.BadRequest("The body is not a JSON object.");
                return null;
            }

            foreach (JsonProperty property in body.RootElement.EnumerateObject())
            {
                if (!TryRead(property, out StringValues read, out string error))
                {
                    problem = Problem.BadRequest($"{Excerpt.Of(property.Name)}: {error}.", Excerpt.Of(property.Name));
                    return null;
                }

                values[property.Name] = read;
            }

            return values;
        }
        catch (JsonException e)
        {
            problem = Problem.BadRequest($"The body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            problem = Problem.BadRequest("The body holds a string that is not valid Unicode.");
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
            error = WrongType(numbers);
            return one;
        }

        int length = property.Value.GetArrayLength();
        if (length > MaxListItems)
        {
            error = $"{length} values; the limit is {RequestParameters.MaxValues}";
            return false;
        }

        var list = new string?[length];
        int at = 0;
        foreach (JsonElement item in property.Value.EnumerateArray())
        {
            if (!TryText(item, numbers, out list[at]))
            {
                error = $"item {at + 1} {WrongType(numbers)}";
                return false;
            }

            at++;
        }

        values = new(list);
        return true;
    }

    private static string WrongType(bool numbers) => numbers ? "is neither a number nor a string" : "is not a string";

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
