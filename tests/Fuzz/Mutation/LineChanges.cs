namespace ReplayGraph.Fuzz.Mutation;

/// <summary>Mutations of whole lines: items of envelopes, messages, facts.</summary>
internal static class LineChanges
{
    /// <summary>Applies one mutation.</summary>
    internal static void Apply(Draft draft, Dice dice, ReadOnlySpan<byte> donor)
    {
        (int at, int length) = Line(draft.Bytes, dice);
        ReadOnlySpan<byte> line = draft.Bytes.Slice(at, length);
        switch (dice.Below(6))
        {
            case 0:
                draft.Remove(at, length);
                break;
            case 1:
                draft.Insert(at, line);
                break;
            case 2:
                (int from, int count) = Line(donor, dice);
                draft.Insert(at, donor.Slice(from, count));
                break;
            case 3:
                (from, count) = Line(donor, dice);
                draft.Replace(at, length, donor.Slice(from, count));
                break;
            case 4:
                byte[] moved = line.ToArray();
                draft.Remove(at, length);
                draft.Insert(Line(draft.Bytes, dice).At, moved);
                break;
            default:
                draft.Insert(at, dice.OneIn(3) ? "\r\n"u8 : "\n"u8);
                break;
        }
    }

    // A random line, with its line break.
    private static (int At, int Length) Line(ReadOnlySpan<byte> text, Dice dice)
    {
        int within = dice.Below(text.Length);
        int at = text[..within].LastIndexOf((byte)'\n') + 1;
        int length = text[at..].IndexOf((byte)'\n') + 1;
        return (at, length == 0 ? text.Length - at : length);
    }
}
