using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>The texts of JSON values as UTF-8.</summary>
internal static class JsonText
{
    /// <summary>
    /// The unescaped bytes of a string, or of a number as written: user ids are often numbers. False for other values and invalid Unicode.
    /// The bytes live as long as the value's document, unless the text was escaped.
    /// </summary>
    internal static bool TryUtf8(JsonElement value, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            return false;
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        raw = value.ValueKind == JsonValueKind.String ? raw[1..^1] : raw;
        if (!raw.Contains((byte)'\\'))
        {
            utf8 = Utf8.IsValid(raw) ? raw : default;
            return utf8.Length == raw.Length;
        }

        try
        {
            utf8 = Encoding.UTF8.GetBytes(value.GetString()!);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in an escape, or invalid UTF-8.
            return false;
        }
    }

    /// <summary>Copies a text, trimmed and truncated to the limit; none for other values.</summary>
    internal static Text Cut(JsonElement value, int limit) =>
        TryUtf8(value, out ReadOnlySpan<byte> utf8) ? Cut(Trim(utf8), limit) : default;

    /// <summary>The text without surrounding white space, Unicode's included.</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8)
    {
        while (Rune.DecodeFromUtf8(utf8, out Rune first, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(first))
        {
            utf8 = utf8[length..];
        }

        while (Rune.DecodeLastFromUtf8(utf8, out Rune last, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(last))
        {
            utf8 = utf8[..^length];
        }

        return utf8;
    }

    /// <summary>Copies a text, truncated after the last whole character within the limit.</summary>
    internal static Text Cut(ReadOnlySpan<byte> utf8, int limit)
    {
        int length = Math.Min(utf8.Length, limit);
        while (length > 0 && length < utf8.Length && (utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return new(utf8[..length].ToArray());
    }

    /// <summary>A grouping hash as Sentry stores it: 128 bits in hex, otherwise the MD5 of the text.</summary>
    internal static UInt128 Hash(ReadOnlySpan<byte> text) =>
        EventId.TryParse(text, out EventId hash) ? hash.Value : Md5(text);

    /// <summary>MD5 as a number with the hash's hex digits. Not for secrets; Sentry's hashes are MD5.</summary>
    internal static UInt128 Md5(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(bytes, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>A member of an object; <c>default</c> (undefined) if it is absent or this is not an object.</summary>
    internal static JsonElement At(this JsonElement value, ReadOnlySpan<char> name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) && !member.IsAbsent()
            ? member
            : default;

    /// <summary>
    /// Whether a value is null, <c>{}</c> or <c>[]</c>, which producers write for absent values: Sentry in every message, and PHP because
    /// its empty object is a list.
    /// </summary>
    internal static bool IsAbsent(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>Whether an id has only zeros, which Sentry writes for none.</summary>
    internal static bool IsNil(ReadOnlySpan<byte> text) => text.Length is 32 or 36 && !text.ContainsAnyExcept("0-"u8);
}
