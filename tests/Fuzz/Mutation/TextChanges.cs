namespace ReplayGraph.Fuzz.Mutation;

/// <summary>Mutations of text: words of its language, boundary numbers, invalid characters.</summary>
internal static class TextChanges
{
    private static readonly int[] _lengths = [15, 31, 33, 64, 65, 150, 151, 200, 201, 255, 2047, 2048, 2049];

    /// <summary>Applies one mutation.</summary>
    internal static void Apply(Draft draft, Dice dice, byte[][] words)
    {
        int at = dice.Below(draft.Length + 1);
        switch (dice.Below(6))
        {
            case 0:
                draft.Insert(at, dice.Pick<byte[]>(Edges.Oddities));
                break;
            case 1 when words.Length > 0:
                draft.Insert(at, dice.Pick<byte[]>(words));
                break;
            case 2 when words.Length > 0:
                draft.Replace(at, Math.Min(draft.Length - at, dice.Length(24)), dice.Pick<byte[]>(words));
                break;
            case 3:
                Repeat(draft, dice, at);
                break;
            case 4 when draft.Length > 0:
                ref byte letter = ref draft.Bytes[dice.Below(draft.Length)];
                letter = char.IsAsciiLetter((char)letter) ? (byte)(letter ^ 0x20) : (byte)(' ' + dice.Below(95));
                break;
            default:
                Number(draft, dice, at);
                break;
        }
    }

    // A length that may exceed a limit.
    private static void Repeat(Draft draft, Dice dice, int at)
    {
        Span<byte> run = stackalloc byte[Math.Min(dice.Pick<int>(_lengths), draft.Capacity)];
        run.Fill(draft.Length == 0 || dice.OneIn(2) ? (byte)'a' : draft.Bytes[dice.Below(draft.Length)]);
        draft.Insert(at, run);
    }

    // Replaces the digits at or after a position by another number.
    private static void Number(Draft draft, Dice dice, int at)
    {
        int skipped = draft.Bytes[at..].IndexOfAnyInRange((byte)'0', (byte)'9');
        if (skipped < 0)
        {
            return;
        }

        at += skipped;
        int length = draft.Bytes[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        draft.Replace(at, length < 0 ? draft.Length - at : length, dice.Pick<byte[]>(Edges.WrittenNumbers));
    }
}
