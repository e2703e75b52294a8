using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>Lists. A bad element is named by its place: <c>event_ids[3]</c>.</summary>
internal sealed partial class MessageFields
{
    private delegate bool ReadItem<T>(JsonElement value, string path, out T item);

    /// <summary>An optional list of issues; null if absent.</summary>
    internal bool Issues(JsonElement parent, string path, out IssueId[]? ids) => List(parent, path, IssueItem, out ids);

    /// <summary>An optional list of events; null if absent. Nulls, empty texts and nil ids in it are passed over.</summary>
    internal bool Events(JsonElement parent, string path, out EventId[]? ids)
    {
        bool ok = List(parent, path, IdItem, out UInt128[]? values);
        ids = values is null ? null : [.. from id in values where id != default select new EventId(id)];
        return ok;
    }

    /// <summary>An optional list of traces, as <see cref="Events"/>.</summary>
    internal bool Traces(JsonElement parent, string path, out TraceId[]? ids)
    {
        bool ok = List(parent, path, IdItem, out UInt128[]? values);
        ids = values is null ? null : [.. from id in values where id != default select new TraceId(id)];
        return ok;
    }

    /// <summary>An optional list of grouping hashes.</summary>
    internal bool Hashes(JsonElement parent, string path, out UInt128[]? hashes) => List(parent, path, HashItem, out hashes);

    /// <summary>An optional list of texts, each cut to the limit; nulls and empty ones in it are passed over.</summary>
    internal bool Texts(JsonElement parent, string path, int limit, out Text[]? texts)
    {
        bool ok = List(parent, path, (JsonElement item, string _, out Text text) =>
        {
            text = JsonText.Cut(item, limit);
            return item.ValueKind == JsonValueKind.Null || JsonText.TryUtf8(item, out ReadOnlySpan<byte> _)
                || Fail(path, "a text was expected");
        }, out Text[]? found);
        texts = found is null ? null : [.. from text in found where !text.IsNone select text];
        return ok;
    }

    private bool List<T>(JsonElement parent, string path, ReadItem<T> read, out T[]? items)
    {
        items = null;
        JsonElement value = Find(parent, path);
        if (value.ValueKind is JsonValueKind.Undefined)
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Limits.ListItems)
        {
            return Fail(path, $"a list of at most {Limits.ListItems} was expected");
        }

        var found = new T[value.GetArrayLength()];
        int at = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (!read(item, path, out found[at]))
            {
                return Fail($"{path}[{at}]", Error);
            }

            at++;
        }

        items = found;
        return true;
    }
}
