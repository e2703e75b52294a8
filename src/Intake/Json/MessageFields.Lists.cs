using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>
/// Reads lists. An invalid element is named by its index, such as <c>event_ids[3]</c>; absent elements are skipped. A null list is empty;
/// only a missing member is no list.
/// </summary>
internal sealed partial class MessageFields
{
    private delegate bool ReadItem<T>(JsonElement value, string path, out T item);

    /// <summary>An optional list of issues; null if absent.</summary>
    internal bool Issues(JsonElement parent, string path, out IssueId[]? ids) => List(parent, path, IssueItem, out ids);

    /// <summary>An optional list of events; null if absent. Empty texts and nil ids are skipped.</summary>
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

    internal bool Hashes(JsonElement parent, string path, out UInt128[]? hashes) => List(parent, path, HashItem, out hashes);

    /// <summary>An optional list of texts, each truncated to the limit; empty ones are skipped.</summary>
    internal bool Texts(JsonElement parent, string path, int limit, out Text[]? texts)
    {
        bool ok = List(parent, path, (JsonElement item, string _, out Text text) =>
        {
            text = JsonText.Cut(item, limit);
            return JsonText.TryUtf8(item, out ReadOnlySpan<byte> _) || Fail(path, "expected text");
        }, out Text[]? found);
        texts = found is null ? null : [.. from text in found where !text.IsNone select text];
        return ok;
    }

    private bool List<T>(JsonElement parent, string path, ReadItem<T> read, out T[]? items)
    {
        items = null;
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(Name(path), out JsonElement value))
        {
            return true;
        }

        if (value.IsAbsent())
        {
            items = [];
            return true;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Limits.ListItems)
        {
            return Fail(path, $"expected a list of at most {Limits.ListItems} items");
        }

        var found = new List<T>(value.GetArrayLength());
        int at = 0;
        foreach (JsonElement element in value.EnumerateArray())
        {
            if (!element.IsAbsent())
            {
                if (!read(element, path, out T item))
                {
                    return Fail($"{path}[{at}]", Error);
                }

                found.Add(item);
            }

            at++;
        }

        items = [.. found];
        return true;
    }
}
