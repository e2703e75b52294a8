using System.Buffers.Binary;

namespace ReplayGraph.Fuzz.Mutation;

/// <summary>Mutations of bytes, independent of their meaning.</summary>
internal static class ByteChanges
{
    /// <summary>Applies one mutation.</summary>
    internal static void Apply(Draft draft, Dice dice, ReadOnlySpan<byte> donor)
    {
        if (draft.Length == 0)
        {
            draft.Insert(0, donor[..Math.Min(donor.Length, dice.Length(64))]);
            return;
        }

        int at = dice.Below(draft.Length);
        int length = Math.Min(dice.Length(256), draft.Length - at);
        Span<byte> bytes = draft.Bytes;
        switch (dice.Below(12))
        {
            case 0:
                bytes[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 1:
                bytes[at] = (byte)dice.Bits();
                break;
            case 2:
                bytes[at] += (byte)(dice.Below(71) - 35);
                break;
            case 3:
                Number(bytes[at..], dice);
                break;
            case 4:
                draft.Remove(at, length);
                break;
            case 5:
                draft.Insert(dice.Below(draft.Length + 1), bytes.Slice(at, length));
                break;
            case 6:
                bytes.Slice(at, length).CopyTo(bytes[Math.Min(dice.Below(draft.Length), draft.Length - length)..]);
                break;
            case 7:
                bytes.Slice(at, length).Fill(dice.OneIn(2) ? (byte)0 : (byte)dice.Bits());
                break;
            case 8:
                draft.Insert(at, [(byte)dice.Bits()]);
                break;
            case 9:
                draft.Replace(at, draft.Length - at, donor[Math.Min(donor.Length, at)..]);
                break;
            case 10:
                draft.Insert(at, Piece(donor, dice));
                break;
            default:
                draft.Replace(at, length, Piece(donor, dice));
                break;
        }
    }

    // A boundary value, with a width and byte order that formats use.
    private static void Number(Span<byte> to, Dice dice)
    {
        long value = dice.OneIn(8) ? (long)dice.Bits() : dice.Pick<long>(Edges.Numbers);
        Span<byte> bytes = stackalloc byte[8];
        int width = 1 << dice.Below(4);
        if (dice.OneIn(2))
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            bytes = bytes[..width];
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            bytes = bytes[^width..];
        }

        bytes[..Math.Min(width, to.Length)].CopyTo(to);
    }

    private static ReadOnlySpan<byte> Piece(ReadOnlySpan<byte> donor, Dice dice)
    {
        int from = dice.Below(donor.Length);
        return donor.Slice(from, Math.Min(dice.Length(256), donor.Length - from));
    }
}
