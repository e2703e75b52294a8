using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>
/// Strict reads of the fields of a message. An absent value (null, <c>{}</c> and <c>[]</c> too) gives the default; a wrong type or value
/// fails and sets <see cref="Path"/> and <see cref="Error"/>. A path is that of the whole message, such as
/// <c>data.contexts.trace.trace_id</c>; its last part is looked up in the given object.
/// </summary>
internal sealed partial class MessageFields
{
    /// <summary>The invalid field.</summary>
    internal string Path { get; private set; } = "";

    /// <summary>The error message.</summary>
    internal string Error { get; private set; } = "";

    internal bool Fail(string path, string error)
    {
        (Path, Error) = (path, error);
        return false;
    }

    internal bool Missing(string path) => Fail(path, "missing");

    internal bool Object(JsonElement parent, string path, out JsonElement value)
    {
        value = Find(parent, path);
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined || Fail(path, "expected an object");
    }

    internal bool Project(JsonElement parent, string path, out ProjectId id)
    {
        bool ok = Integer(parent, path, 1, long.MaxValue, out long? value);
        id = new(value ?? 0);
        return ok && (value is not null || Missing(path));
    }

    /// <summary>A required issue id; with <paramref name="zeroIsNone"/>, 0 means none.</summary>
    internal bool Issue(JsonElement parent, string path, bool zeroIsNone, out IssueId id)
    {
        bool ok = Integer(parent, path, zeroIsNone ? 0 : 1, long.MaxValue, out long? value);
        id = new(value ?? 0);
        return ok && (value is not null || Missing(path));
    }

    /// <summary>An optional id; null, empty and nil mean none.</summary>
    internal bool Id(JsonElement parent, string path, out UInt128 id) => IdItem(Find(parent, path), path, out id);

    /// <summary>An optional span id. As in Snuba, an invalid text means none.</summary>
    internal bool Span(JsonElement parent, string path, out ulong id)
    {
        id = 0;
        JsonElement value = Find(parent, path);
        if (!IsString(value, out ReadOnlySpan<byte> text))
        {
            return value.ValueKind == JsonValueKind.Undefined || Fail(path, SpanIds.Expected);
        }

        SpanIds.TryParse(text, out id);
        return true;
    }

    /// <summary>An optional grouping hash, see <see cref="JsonText.Hash"/>.</summary>
    internal bool Hash(JsonElement parent, string path, out UInt128 hash) => HashItem(Find(parent, path), path, out hash);

    internal bool Boolean(JsonElement parent, string path, out bool value)
    {
        JsonElement found = Find(parent, path);
        value = found.ValueKind == JsonValueKind.True;
        return found.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Undefined
            || Fail(path, "expected true or false");
    }

    /// <summary>An optional text, trimmed and truncated to the limit; a number is taken as written.</summary>
    internal bool Text(JsonElement parent, string path, int limit, out Text text)
    {
        JsonElement value = Find(parent, path);
        bool ok = JsonText.TryUtf8(value, out _);
        text = JsonText.Cut(value, limit);
        return ok || value.ValueKind == JsonValueKind.Undefined || Fail(path, "expected text");
    }

    /// <summary>An optional time in Unix seconds.</summary>
    internal bool Seconds(JsonElement parent, string path, out Timestamp time)
    {
        JsonElement value = Find(parent, path);
        bool ok = UnixTime.TryParse(value, out time);
        return ok || value.ValueKind == JsonValueKind.Undefined
            || Fail(path, $"expected a time between {Timestamp.Min} and {Timestamp.Max}, in Unix seconds");
    }

    /// <summary>An optional start time in Unix seconds; <c>default</c> also if it is implausible.</summary>
    internal bool Start(JsonElement parent, string path, out Timestamp time)
    {
        JsonElement value = Find(parent, path);
        time = UnixTime.TryParse(value, out Timestamp found) ? found : default;
        return value.ValueKind is JsonValueKind.Number or JsonValueKind.Undefined || Fail(path, "expected a time in Unix seconds");
    }

    /// <summary>An optional ISO 8601 time, in UTC if it has no offset; <c>default</c> also if it is implausible.</summary>
    internal bool Date(JsonElement parent, string path, out Timestamp time)
    {
        time = default;
        JsonElement value = Find(parent, path);
        if (value.ValueKind is JsonValueKind.Undefined)
        {
            return true;
        }

        if (!IsString(value, out ReadOnlySpan<byte> text))
        {
            return Fail(path, "expected an ISO 8601 time");
        }

        time = IsoTimeParser.TryParse(text, out Timestamp found, out _) && found.IsPlausible ? found : default;
        return true;
    }

    internal bool Integer(JsonElement parent, string path, long min, long max, out long? value)
    {
        JsonElement found = Find(parent, path);
        value = null;
        return found.ValueKind == JsonValueKind.Undefined || IntegerItem(found, path, min, max, out value);
    }

    internal static bool IsString(JsonElement value, out ReadOnlySpan<byte> text)
    {
        text = default;
        return value.ValueKind == JsonValueKind.String && JsonText.TryUtf8(value, out text);
    }

    private static bool TryInteger(JsonElement value, out long integer)
    {
        integer = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out integer);
    }

    private static JsonElement Find(JsonElement parent, string path) => parent.At(Name(path));

    private static ReadOnlySpan<char> Name(string path) => path.AsSpan(path.LastIndexOf('.') + 1);

    private bool IdItem(JsonElement value, string path, out UInt128 id)
    {
        id = default;
        if (value.IsAbsent())
        {
            return true;
        }

        bool ok = IsString(value, out ReadOnlySpan<byte> text);
        text = JsonText.Trim(text);
        if (ok && !text.IsEmpty && !JsonText.IsNil(text))
        {
            ok = EventId.TryParse(text, out EventId found);
            id = found.Value;
        }

        return ok || Fail(path, "invalid id: expected 32 hex digits");
    }

    private bool HashItem(JsonElement value, string path, out UInt128 hash)
    {
        bool ok = IsString(value, out ReadOnlySpan<byte> text);
        hash = text.IsEmpty ? default : JsonText.Hash(text);
        return ok || value.IsAbsent() || Fail(path, "expected a hash as text");
    }

    private bool IssueItem(JsonElement value, string path, out IssueId id)
    {
        bool ok = IntegerItem(value, path, 1, long.MaxValue, out long? found);
        id = new(found ?? 0);
        return ok;
    }

    private bool IntegerItem(JsonElement value, string path, long min, long max, out long? integer)
    {
        bool ok = TryInteger(value, out long found) && found >= min && found <= max;
        integer = ok ? found : null;
        return ok || Fail(path, $"expected an integer between {min} and {max}");
    }
}
