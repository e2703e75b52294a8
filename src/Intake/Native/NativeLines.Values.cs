using System.Globalization;
using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

/// <summary>The typed writes. Default values are omitted, since the reader restores them.</summary>
public sealed partial class NativeLines
{
    private static readonly JsonEncodedText[] _names =
        [.. Enum.GetValues<NativeField>().Select(field => JsonEncodedText.Encode(field.Name()))];

    private static JsonEncodedText Name(NativeField field) => _names[(int)field];

    private void Begin(FactKind kind)
    {
        _json.Reset(to);
        _json.WriteStartObject();
        _json.WriteString(Name(NativeField.Type), NativeKind.Name(kind));
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        to.GetSpan(1)[0] = (byte)'\n';
        to.Advance(1);
        Count++;
    }

    private void Where(ProjectId project, Timestamp time)
    {
        Number(NativeField.ProjectId, project.Value);
        Time(NativeField.Timestamp, time);
    }

    private void Id(NativeField field, UInt128 id)
    {
        if (id != default)
        {
            Span<byte> hex = stackalloc byte[32];
            Hex(id, hex);
            _json.WriteString(Name(field), hex);
        }
    }

    private void Ids<T>(NativeField field, T[]? ids, Func<T, UInt128> value)
    {
        if (ids is not { Length: > 0 })
        {
            return;
        }

        Span<byte> hex = stackalloc byte[32];
        _json.WriteStartArray(Name(field));
        foreach (T id in ids)
        {
            UInt128 one = value(id);
            Hex(one, hex);
            _json.WriteStringValue(one == default ? default : hex);
        }

        _json.WriteEndArray();
    }

    private void Issues(NativeField field, IssueId[] issues)
    {
        _json.WriteStartArray(Name(field));
        foreach (IssueId issue in issues)
        {
            _json.WriteNumberValue(issue.Value);
        }

        _json.WriteEndArray();
    }

    private void Number(NativeField field, long value)
    {
        if (value != 0)
        {
            _json.WriteNumber(Name(field), value);
        }
    }

    private void Span(ulong id)
    {
        if (id != 0)
        {
            _json.WriteString(Name(NativeField.SpanId), id.ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    private void Time(NativeField field, Timestamp time)
    {
        if (time != default)
        {
            _json.WriteNumber(Name(field), time.Milliseconds / 1000m);
        }
    }

    private void Word(NativeField field, ReadOnlySpan<byte> word)
    {
        if (!word.IsEmpty)
        {
            _json.WriteString(Name(field), word);
        }
    }

    private void Text(NativeField field, Text text) => Word(field, text.Span);

    private void Texts(NativeField field, Text[]? texts)
    {
        if (texts is not { Length: > 0 })
        {
            return;
        }

        _json.WriteStartArray(Name(field));
        foreach (Text text in texts)
        {
            _json.WriteStringValue(text.Span);
        }

        _json.WriteEndArray();
    }

    private void User(in SegmentFact fact)
    {
        if (fact.UserId.IsNone && fact.UserName.IsNone && fact.UserEmail.IsNone && fact.UserIp.IsNone)
        {
            return;
        }

        _json.WriteStartObject(Name(NativeField.User));
        Text(NativeField.Id, fact.UserId);
        Text(NativeField.Username, fact.UserName);
        Text(NativeField.Email, fact.UserEmail);
        Text(NativeField.Ip, fact.UserIp);
        _json.WriteEndObject();
    }

    private static void Hex(UInt128 id, Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        Convert.TryToHexStringLower(bytes, utf8, out _);
    }
}
