using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Native;

/// <summary>
/// A cursor over the properties of one line. A read that fails says so once, in <see cref="Error"/> and <see cref="Path"/>. Text that
/// is no JSON raises the reader's <see cref="JsonException"/>, text that is no Unicode <see cref="InvalidOperationException"/>.
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

    /// <summary>What the line says it is; <c>default</c> while unknown.</summary>
    internal FactKind Kind { get; private set; }

    /// <summary>True if a second <c>type</c> contradicts the first: read the line again, with a look ahead.</summary>
    internal bool KindChanged { get; private set; }

    /// <summary>What is wrong; null as long as nothing is.</summary>
    internal string? Error { get; private set; }

    /// <summary>The field whose value is being read, with its parent or its place in a list; empty between fields.</summary>
    internal readonly string Path => (_parent, _index) switch
    {
        (_, >= 0) => $"{_field.Name()}[{_index}]",
        (not NativeField.Unknown, _) => _field == default ? _parent.Name() : $"{_parent.Name()}.{_field.Name()}",
        _ => _field.Name(),
    };

    /// <summary>
    /// Enters the object and learns its kind if <c>type</c> comes first, as it should. With a look ahead it takes the last type in the
    /// object, wherever that is: as with all fields, the last one counts.
    /// </summary>
    internal bool Begin(bool lookAhead)
    {
        // The reader raises where it stumbles: what is no object at all is refused without that cost.
        ReadOnlySpan<byte> text = _line.Span.TrimStart(" \t\r"u8);
        if (text.IsEmpty || text[0] != '{')
        {
            return Fail("a fact is a JSON object");
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
                _json.Read(); // raises if something follows the object
            }

            _parent = NativeField.Unknown;
            return false;
        }

        field = _field = _json.ValueIsEscaped ? NativeFields.Find(Unescaped().Span) : NativeFields.Find(_json.ValueSpan);
        ReadValue();
        return true;
    }

    /// <summary>Enters the object that is the current value: <see cref="Next"/> walks it, and then the outer one again.</summary>
    internal bool TryEnter(out bool entered)
    {
        entered = _json.TokenType == JsonTokenType.StartObject;
        _parent = entered ? _field : NativeField.Unknown;
        return entered || IsNull || WrongType("an object");
    }

    /// <summary>Passes over a field that the kind does not have.</summary>
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

    /// <summary>Fails for a required field.</summary>
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

    // An empty object and an empty list are read to their end, and are as absent as null is.
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
