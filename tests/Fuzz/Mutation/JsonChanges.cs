namespace ReplayGraph.Fuzz.Mutation;

/// <summary>
/// Mutations that keep JSON valid: values, keys, members and items are swapped, dropped, repeated, nested and given other types.
/// </summary>
internal sealed class JsonChanges
{
    private static readonly int[] _depths = [1, 2, 3, 60, 63, 64, 65, 66, 200];

    private readonly JsonMap _map = new();
    private readonly JsonMap _donors = new();

    /// <summary>Applies one mutation. False if there is no JSON.</summary>
    internal bool Apply(Draft draft, Dice dice, ReadOnlySpan<byte> donor, byte[][] words)
    {
        _map.Read(draft.Bytes);
        if (_map.Count == 0)
        {
            return false;
        }

        JsonMap.Value value = _map[dice.Below(_map.Count)];
        ReadOnlySpan<byte> bytes = draft.Bytes;
        ReadOnlySpan<byte> text = bytes[value.At..value.End];
        switch (dice.Below(11))
        {
            case 0:
                return Put(draft, value, dice.Pick<byte[]>(Edges.Values));
            case 1:
                return Put(draft, value, dice.Pick<byte[]>(Edges.WrittenNumbers));
            case 2:
                JsonMap.Value other = _map[dice.Below(_map.Count)];
                return Put(draft, value, bytes[other.At..other.End]);
            case 3:
                _donors.Read(donor);
                other = _donors.Count == 0 ? default : _donors[dice.Below(_donors.Count)];
                return Put(draft, value, donor[other.At..other.End]);
            case 4:
                Drop(draft, value);
                return true;
            case 5:
                return Again(draft, value, dice);
            case 6:
                return Nest(draft, value, dice);
            case 7:
                return Rename(draft, value, dice, words);
            case 8:
                return text[0] == '"' && text.Length > 1
                    ? Put(draft, value, text[1..^1])
                    : draft.Insert(value.End, "\""u8) && draft.Insert(value.At, "\""u8);
            case 9:
                return Member(draft, value, dice, donor);
            default:
                return InString(draft, value, dice, words);
        }
    }

    private static bool Put(Draft draft, in JsonMap.Value value, ReadOnlySpan<byte> by) =>
        draft.Replace(value.At, value.End - value.At, by);

    // Includes the comma before or after it, so that the rest stays valid.
    private static void Drop(Draft draft, in JsonMap.Value value)
    {
        Span<byte> bytes = draft.Bytes;
        int from = value.Begin, to = value.End;
        if (to < bytes.Length && bytes[to] == ',')
        {
            to++;
        }
        else if (from > 0 && bytes[from - 1] == ',')
        {
            from--;
        }

        draft.Remove(from, to - from);
    }

    private static bool Again(Draft draft, in JsonMap.Value value, Dice dice)
    {
        int times = dice.OneIn(8) ? 1 + dice.Below(40) : 1;
        int length = value.End - value.Begin;
        bool done = true;
        for (; done && times > 0; times--)
        {
            done = draft.Insert(value.End, draft.Bytes.Slice(value.Begin, length)) && draft.Insert(value.End, ","u8);
        }

        return done;
    }

    private static bool Nest(Draft draft, in JsonMap.Value value, Dice dice)
    {
        int depth = dice.Pick<int>(_depths);
        ReadOnlySpan<byte> open = dice.OneIn(2) ? "["u8 : "{\"a\":"u8;
        byte close = open.Length == 1 ? (byte)']' : (byte)'}';
        Span<byte> ends = stackalloc byte[depth];
        ends.Fill(close);
        Span<byte> begins = stackalloc byte[depth * open.Length];
        for (int i = 0; i < depth; i++)
        {
            open.CopyTo(begins[(i * open.Length)..]);
        }

        return draft.Length + ends.Length + begins.Length <= draft.Capacity
            && draft.Insert(value.End, ends) && draft.Insert(value.At, begins);
    }

    private bool Rename(Draft draft, in JsonMap.Value value, Dice dice, byte[][] words)
    {
        if (value.Key < 0)
        {
            return false;
        }

        int end = value.Key + 1 + draft.Bytes[(value.Key + 1)..].IndexOf((byte)'"');
        JsonMap.Value other = _map[dice.Below(_map.Count)];
        if (other.Key >= 0 && (words.Length == 0 || dice.OneIn(2)))
        {
            int otherEnd = other.Key + 1 + draft.Bytes[(other.Key + 1)..].IndexOf((byte)'"');
            return draft.Replace(value.Key + 1, end - value.Key - 1, draft.Bytes[(other.Key + 1)..otherEnd]);
        }

        return words.Length > 0 && draft.Replace(value.Key + 1, end - value.Key - 1, dice.Pick<byte[]>(words));
    }

    // A member of another document, with its key.
    private bool Member(Draft draft, in JsonMap.Value value, Dice dice, ReadOnlySpan<byte> donor)
    {
        _donors.Read(donor);
        if (_donors.Count == 0)
        {
            return false;
        }

        JsonMap.Value other = _donors[dice.Below(_donors.Count)];
        return draft.Insert(value.Begin, ","u8) && draft.Insert(value.Begin, donor[other.Begin..other.End]);
    }

    private static bool InString(Draft draft, in JsonMap.Value value, Dice dice, byte[][] words)
    {
        if (draft.Bytes[value.At] != '"')
        {
            return false;
        }

        int at = value.At + 1 + dice.Below(Math.Max(1, value.End - value.At - 1));
        if (dice.OneIn(3))
        {
            Span<byte> run = stackalloc byte[Math.Min(draft.Capacity - draft.Length, 150 + dice.Below(2000))];
            run.Fill((byte)'u');
            return draft.Insert(at, run);
        }

        byte[][] from = words.Length > 0 && dice.OneIn(2) ? words : Edges.Oddities;
        return draft.Insert(at, dice.Pick<byte[]>(from));
    }
}
