using System.Text.Json;
using System.Text.Unicode;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Native;

/// <summary>The typed reads. Each returns the default of its type for an absent value: null, <c>{}</c> or <c>[]</c>.</summary>
internal ref partial struct NativeLine
{
    private const string InvalidId = "invalid id: expected 32 hex digits, not all zero";

    internal bool Event(out EventId id)
    {
        id = default;
        return String(out ReadOnlySpan<byte> text) && (IsNull || EventId.TryParse(text, out id) || Fail(InvalidId));
    }

    internal bool Trace(out TraceId id)
    {
        id = default;
        return String(out ReadOnlySpan<byte> text) && (IsNull || TraceId.TryParse(text, out id) || Fail(InvalidId));
    }

    /// <summary>Empty text means none; SDKs send it when there is no replay.</summary>
    internal bool Replay(out ReplayId id)
    {
        id = default;
        return String(out ReadOnlySpan<byte> text) && (text.IsEmpty || ReplayId.TryParse(text, out id) || Fail(InvalidId));
    }

    /// <summary>Empty text means none: an unmerge may name events without a hash.</summary>
    internal bool Hash(out UInt128 hash)
    {
        EventId id = default;
        bool ok = String(out ReadOnlySpan<byte> text) && (text.IsEmpty || EventId.TryParse(text, out id) || Fail(InvalidId));
        hash = id.Value;
        return ok;
    }

    internal bool Span(out ulong id)
    {
        id = default;
        return String(out ReadOnlySpan<byte> text) && (IsNull || SpanIds.TryParse(text, out id) || Fail(SpanIds.Expected));
    }

    internal bool Project(out ProjectId id)
    {
        bool ok = LongId(out long value);
        id = new(value);
        return ok;
    }

    internal bool Issue(out IssueId id)
    {
        bool ok = LongId(out long value);
        id = new(value);
        return ok;
    }

    internal bool Retention(out ushort days)
    {
        bool ok = Integer(1, Limits.RetentionDays, out long value);
        days = (ushort)value;
        return ok;
    }

    internal bool Duration(out uint ms)
    {
        bool ok = Integer(0, uint.MaxValue, out long value);
        ms = (uint)value;
        return ok;
    }

    internal bool Segment(out int id)
    {
        bool ok = Integer(0, Limits.SegmentId, out long value);
        id = IsNull ? SegmentFact.NoSegment : (int)value;
        return ok;
    }

    internal bool Boolean(out bool value)
    {
        value = _json.TokenType == JsonTokenType.True;
        return value || IsNull || _json.TokenType == JsonTokenType.False || WrongType("true or false");
    }

    internal bool Time(out Timestamp time)
    {
        if (_json.TokenType == JsonTokenType.Number)
        {
            return UnixTime.TryParse(_json.ValueSpan, out time)
                || Fail($"expected a time between {Timestamp.Min} and {Timestamp.Max}, in Unix seconds");
        }

        time = default;
        if (!(_json.TokenType == JsonTokenType.String || IsNull))
        {
            return WrongType("Unix seconds or ISO 8601 text");
        }

        return String(out ReadOnlySpan<byte> text)
            && (IsNull
                || (IsoTimeParser.TryParse(text, out time, out bool hasOffset)
                    ? hasOffset
                        ? time.IsPlausible || Fail($"expected a time between {Timestamp.Min} and {Timestamp.Max}")
                        : Fail("the time has no offset: end it with Z or +hh:mm")
                    : Fail("not a valid ISO 8601 time")));
    }

    internal bool Level(out Level level)
    {
        level = default;
        return String(out ReadOnlySpan<byte> text)
            && (IsNull || Levels.TryParse(text, out level) || Fail($"not one of {Levels.Names}"));
    }

    internal bool Sampling(out ReplayType type)
    {
        type = default;
        return String(out ReadOnlySpan<byte> text)
            && (IsNull || ReplayTypes.TryParse(text, out type) || Fail($"not one of {ReplayTypes.Names}"));
    }

    internal bool ShortText(out Text text) => ReadText(Limits.NameBytes, out text);

    internal bool Title(out Text text) => ReadText(Limits.TitleBytes, out text);

    internal bool LongText(out Text text) => ReadText(Limits.TextBytes, out text);

    private readonly bool IsNull => _isEmpty || _json.TokenType == JsonTokenType.Null;

    private bool ReadText(int limit, out Text text)
    {
        text = default;
        if (!String(out ReadOnlySpan<byte> utf8))
        {
            return false;
        }

        if (IsNull)
        {
            return true;
        }

        bool escaped = _json.ValueIsEscaped;
        ReadOnlyMemory<byte> bytes = escaped ? Unescaped() : _line.Slice((int)_json.TokenStartIndex + 1, utf8.Length);
        if (bytes.Length > limit)
        {
            return Fail($"text of {bytes.Length} bytes; the limit is {limit}");
        }

        text = new(bytes);
        return Utf8.IsValid(utf8) || Fail("invalid UTF-8");
    }

    // A 64-bit id of an issue or project may also be text, as in responses.
    private bool LongId(out long value)
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            return Integer(1, long.MaxValue, out value);
        }

        IssueId id = default;
        bool ok = String(out ReadOnlySpan<byte> text) && (IssueId.TryParse(text, out id) || Fail(NotWithin(1, long.MaxValue)));
        value = id.Value;
        return ok;
    }

    private bool Integer(long min, long max, out long value)
    {
        value = 0;
        if (_json.TokenType != JsonTokenType.Number)
        {
            return IsNull || WrongType("an integer");
        }

        return (_json.TryGetInt64(out value) && value >= min && value <= max) || Fail(NotWithin(min, max));
    }

    private static string NotWithin(long min, long max) => $"expected an integer between {min} and {max}";

    /// <summary>The unescaped bytes of a string; empty for null.</summary>
    private bool String(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_json.TokenType != JsonTokenType.String)
        {
            return IsNull || WrongType("a string");
        }

        text = _json.ValueIsEscaped ? Unescaped().Span : _json.ValueSpan;
        return true;
    }

    private readonly ReadOnlyMemory<byte> Unescaped()
    {
        byte[] text = new byte[_json.ValueSpan.Length];
        return text.AsMemory(0, _json.CopyString(text));
    }

    private bool WrongType(string expected) => Fail($"expected {expected}, not {_json.TokenType switch
    {
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    }}");
}
