using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Native;

/// <summary>
/// A cursor over the properties of one line. A failed read sets <see cref="Error"/> and <see cref="Path"/>. Invalid JSON throws
/// <see cref="JsonException"/>, invalid Unicode <see cref="InvalidOperationException"/>.
/// </summary>
internal ref partial struct NativeLine(ReadOnlyMemory<byte> line)
{
    private readonly ReadOnlyMemory<byte> _line = line;
    private Utf8JsonReader _json = new(line.Span, Documents.Options);
    private NativeField _field;
    private NativeField _parent;
    private int _index = -1;
    private bool _isEmpty;
    private bool _kindIsFinal;

    /// <summary>The kind of fact; <c>default</c> while unknown.</summary>
    internal FactKind Kind { get; private set; }

    /// <summary>Whether a second <c>type</c> contradicts the first; read the line again with look-ahead.</summary>
    internal bool KindChanged { get; private set; }

    /// <summary>The error, or null.</summary>
    internal string? Error { get; private set; }

    /// <summary>The field being read, with its parent or its index in a list; empty between fields.</summary>
    internal readonly string Path => (_parent, _index) switch
    {
        (_, >= 0) => $"{_field.Name()}[{_index}]",
        (not NativeField.Unknown, _) => _field == default ? _parent.Name() : $"{_parent.Name()}.{_field.Name()}",
        _ => _field.Name(),
    };

    /// <summary>
    /// Enters the object and reads its kind if <c>type</c> comes first, as it should. With look-ahead it takes the last <c>type</c>
    /// anywhere in the object: as with all fields, the last one counts.
    /// </summary>
    internal bool Begin(bool lookAhead)
    {
        // The JSON reader throws on errors; a line that is not an object is rejected without that cost.
        ReadOnlySpan<byte> text = _line.Span.TrimStart(" \t\r"u8);
        if (text.IsEmpty || text[0] != '{')
        {
            return Fail("expected a JSON object");
        }

        _json.Read();

        if (!lookAhead)
        {
            return Next(out NativeField first) && first == NativeField.Type && ReadKind();
        }

        Utf8JsonReader start = _json;
        while (Next(out NativeField field))
        {
            if (!(field == NativeField.Type ? ReadKind() : Skip()))
            {
                return false;
            }
        }

        _json = start;
        _kindIsFinal = true;
        return Kind != default || Missing(NativeField.Type);
    }

    /// <summary>Moves to the value of the next property. False at the end of the object.</summary>
    internal bool Next(out NativeField field)
    {
        field = _field = NativeField.Unknown;
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            if (_parent == NativeField.Unknown)
            {
                _json.Read(); // throws if something follows the object
            }

            _parent = NativeField.Unknown;
            return false;
        }

        field = _field = _json.ValueIsEscaped ? NativeFields.Find(Unescaped().Span) : NativeFields.Find(_json.ValueSpan);
        ReadValue();
        return true;
    }

    /// <summary>Enters the object that is the current value; <see cref="Next"/> reads it, then continues the outer object.</summary>
    internal bool TryEnter(out bool entered)
    {
        entered = _json.TokenType == JsonTokenType.StartObject;
        _parent = entered ? _field : NativeField.Unknown;
        return entered || IsNull || WrongType("an object");
    }

    /// <summary>Skips a field that the kind does not have.</summary>
    internal bool Other(NativeField field)
    {
        if (field == NativeField.Type && !_kindIsFinal && _parent == NativeField.Unknown)
        {
            FactKind before = Kind;
            KindChanged = !ReadKind() || Kind != before;
            return !KindChanged;
        }

        return Skip();
    }

    /// <summary>Fails because a required field is missing.</summary>
    internal bool Missing(NativeField field)
    {
        (_field, _parent, _index) = (field, NativeField.Unknown, -1);
        return Fail("missing");
    }

    internal bool Fail(string error)
    {
        Error = error;
        return false;
    }

    private bool ReadKind()
    {
        Kind = default;
        if (!String(out ReadOnlySpan<byte> name))
        {
            return false;
        }

        NativeKind.TryParse(name, out FactKind kind);
        Kind = kind;
        return kind != default || IsNull || Fail($"not one of {NativeKind.Names}");
    }

    // Reads empty objects and lists to their end: like null, they mean absent.
    private void ReadValue()
    {
        _json.Read();
        _isEmpty = false;
        if (_json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Utf8JsonReader ahead = _json;
            ahead.Read();
            _isEmpty = ahead.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            _json = _isEmpty ? ahead : _json;
        }
    }

    private bool Skip()
    {
        _field = NativeField.Unknown;
        _json.Skip();
        return true;
    }
}
