using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Memory;

/// <summary>The names of an organization, each once. One thread adds; any number look up without a lock.</summary>
internal sealed class NameTable
{
    private readonly NumberedList<Name> _names = new();
    private readonly FingerprintIndex _index = new();

    // Facts come in runs of the same environment, release, platform: the last of each hash is asked first.
    private readonly Name?[] _recent = new Name?[256];

    /// <summary>How many.</summary>
    internal int Count => _names.Count;

    /// <summary>The name of a number; null for 0.</summary>
    internal Name? this[int index] => index == 0 ? null : _names[index];

    /// <summary>The name of these bytes, new if need be; null for none. For the writing thread alone.</summary>
    internal Name? Intern(Text text)
    {
        if (text.IsNone)
        {
            return null;
        }

        uint hash = Hash(text.Span);
        ref Name? recent = ref _recent[hash >> 24];
        if (recent is not null && recent.Utf8.Span.SequenceEqual(text.Span))
        {
            return recent;
        }

        Name? name = Find(text.Span, hash);
        if (name is null)
        {
            name = new Name(text.Span, _names.Count + 1);
            _names.Add(name);
            _index.Add(hash, (uint)name.Index);
        }

        return recent = name;
    }

    /// <summary>The name of these bytes, or null.</summary>
    internal Name? Find(ReadOnlySpan<byte> utf8) => Find(utf8, Hash(utf8));

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        ulong hash = (ulong)utf8.Length;
        while (utf8.Length >= 8)
        {
            hash = (hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
            utf8 = utf8[8..];
        }

        foreach (byte b in utf8)
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        return (uint)((hash * 0x9E3779B97F4A7C15) >> 32);
    }

    private Name? Find(ReadOnlySpan<byte> utf8, uint hash)
    {
        FingerprintIndex.Candidates candidates = _index.Find(hash);
        while (candidates.Next(out uint number))
        {
            Name name = _names[(int)number];
            if (name.Utf8.Span.SequenceEqual(utf8))
            {
                return name;
            }
        }

        return null;
    }
}
