using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Memory;

/// <summary>The distinct names of an organization. Looking up needs no lock.</summary>
internal sealed class NameTable
{
    private readonly NumberedList<Name> _names = new();
    private readonly FingerprintIndex _index = new();

    // Consecutive facts repeat the same environment, release and platform, so the latest name of each hash is checked first.
    private readonly Name?[] _recent = new Name?[256];

    // An application can produce any number of URLs. They are shared while they repeat, but not kept once their holders are gone.
    private readonly Name?[] _shared = new Name?[1024];

    /// <summary>The name with this number; null for 0.</summary>
    internal Name? this[int index] => index == 0 ? null : _names[index];

    /// <summary>The name of these bytes, added if it is new; null for empty text.</summary>
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

        return recent = Find(text.Span, hash) ?? FindOrAdd(text.Span, hash);
    }

    /// <summary>A name of these bytes that the table does not keep; recent ones are shared.</summary>
    internal Name Share(ReadOnlySpan<byte> utf8)
    {
        ref Name? last = ref _shared[Hash(utf8) >> 22];
        return last is not null && last.Utf8.Span.SequenceEqual(utf8) ? last : last = new Name(utf8, 0);
    }

    /// <summary>The name of these bytes, or null if there is none.</summary>
    internal Name? Find(ReadOnlySpan<byte> utf8) => Find(utf8, Hash(utf8));

    internal void Save(SnapshotWriter to)
    {
        to.Number(_names.Count);
        for (int number = 1; number <= _names.Count; number++)
        {
            to.Array(_names[number].Utf8.Span);
        }
    }

    internal void Load(SnapshotReader from)
    {
        for (int left = from.Count(); left > 0; left--)
        {
            Add(from.Array<byte>());
        }
    }

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

    // After a start, the decoder adds names while the applier does.
    private Name FindOrAdd(ReadOnlySpan<byte> utf8, uint hash)
    {
        lock (_names)
        {
            return Find(utf8, hash) ?? Add(utf8);
        }
    }

    private Name Add(ReadOnlySpan<byte> utf8)
    {
        var name = new Name(utf8, _names.Count + 1);
        _names.Add(name);
        _index.Add(Hash(utf8), (uint)name.Index);
        return name;
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
