using System.Buffers;
using System.Text;
using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>The text that is hashed. Values that are no text, or empty, add no part.</summary>
internal sealed class Parts
{
    private readonly ArrayBufferWriter<byte> _text = new(1024);

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _text.WrittenSpan;

    internal bool Add(string name, JsonElement value) => JsonText.TryUtf8(value, out ReadOnlySpan<byte> utf8) && Add(name, utf8);

    internal bool Add(string name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return false;
        }

        Begin(name);
        _text.Write(value);
        End();
        return true;
    }

    /// <summary>Adds a part in which each run of digits is one #.</summary>
    internal bool AddMasked(string name, JsonElement value)
    {
        if (!JsonText.TryUtf8(value, out ReadOnlySpan<byte> utf8) || utf8.IsEmpty)
        {
            return false;
        }

        Begin(name);
        while (!utf8.IsEmpty)
        {
            int plain = utf8.IndexOfAnyInRange((byte)'0', (byte)'9');
            _text.Write(plain < 0 ? utf8 : utf8[..plain]);
            if (plain < 0)
            {
                break;
            }

            _text.Write("#"u8);
            int rest = utf8[plain..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            utf8 = rest < 0 ? default : utf8[(plain + rest)..];
        }

        End();
        return true;
    }

    /// <summary>Adds a frame by its place and function; one with neither adds nothing.</summary>
    internal void AddFrame(JsonElement frame)
    {
        if (!JsonText.TryUtf8(frame.At("module"), out ReadOnlySpan<byte> place) || place.IsEmpty)
        {
            JsonText.TryUtf8(frame.At("filename"), out place);
            int tail = place.IndexOfAny((byte)'?', (byte)'#');
            place = tail < 0 ? place : place[..tail];
        }

        JsonText.TryUtf8(frame.At("function"), out ReadOnlySpan<byte> function);
        if (!place.IsEmpty || !function.IsEmpty)
        {
            Begin("frame");
            _text.Write(place);
            _text.Write("|"u8);
            _text.Write(function);
            End();
        }
    }

    private void Begin(string name)
    {
        _text.Write(Encoding.ASCII.GetBytes(name));
        _text.Write("="u8);
    }

    private void End()
    {
        _text.Write("\0"u8);
        Count++;
    }
}
