namespace ReplayGraph.Fuzz.Mutation;

/// <summary>
/// Where the values of JSON stand in some bytes, be they good JSON, several lines of it, or what changes have made of it: it never
/// gives up, it only sees less.
/// </summary>
internal sealed class JsonMap
{
    private const int Most = 512;

    private readonly Value[] _values = new Value[Most];
    private readonly int[] _open = new int[Most];

    /// <summary>How many values there are.</summary>
    internal int Count { get; private set; }

    /// <summary>A value.</summary>
    internal ref readonly Value this[int number] => ref _values[number];

    /// <summary>Looks for the values.</summary>
    internal void Read(ReadOnlySpan<byte> bytes)
    {
        Count = 0;
        int depth = 0, key = -1;
        for (int at = 0; at < bytes.Length && Count < Most;)
        {
            byte now = bytes[at];
            if (now is (byte)'{' or (byte)'[')
            {
                _open[depth++] = Count;
                Add(at++, bytes.Length, ref key);
            }
            else if (now is (byte)'}' or (byte)']')
            {
                at++;
                if (depth > 0)
                {
                    _values[_open[--depth]].End = at;
                }
            }
            else if (now == '"')
            {
                int end = EndOfString(bytes, at);
                if (IsKey(bytes, end, out int behind))
                {
                    (key, at) = (at, behind);
                    continue;
                }

                Add(at, end, ref key);
                at = end;
            }
            else if (now is (byte)'-' or (byte)'.' || char.IsAsciiLetterOrDigit((char)now))
            {
                int end = at + 1;
                while (end < bytes.Length && (bytes[end] is (byte)'-' or (byte)'+' or (byte)'.' || char.IsAsciiLetterOrDigit((char)bytes[end])))
                {
                    end++;
                }

                Add(at, end, ref key);
                at = end;
            }
            else
            {
                at++;
            }
        }
    }

    private static int EndOfString(ReadOnlySpan<byte> bytes, int at)
    {
        for (at++; at < bytes.Length; at++)
        {
            if (bytes[at] == '"')
            {
                return at + 1;
            }

            at += bytes[at] == '\\' ? 1 : 0;
        }

        return bytes.Length;
    }

    private static bool IsKey(ReadOnlySpan<byte> bytes, int end, out int behind)
    {
        behind = end;
        while (behind < bytes.Length && bytes[behind] is (byte)' ' or (byte)'\t')
        {
            behind++;
        }

        return behind < bytes.Length && bytes[behind++] == ':';
    }

    private void Add(int at, int end, ref int key)
    {
        _values[Count++] = new() { Key = key, At = at, End = end };
        key = -1;
    }

    /// <summary>A value, and the key before it.</summary>
    internal struct Value
    {
        /// <summary>Where its key begins; -1 if it has none.</summary>
        internal int Key;

        /// <summary>Where it begins.</summary>
        internal int At;

        /// <summary>Where it has ended.</summary>
        internal int End;

        /// <summary>Where the member or item begins, its key included.</summary>
        internal readonly int Begin => Key < 0 ? At : Key;
    }
}
