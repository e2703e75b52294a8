namespace ReplayGraph.Fuzz.Mutation;

/// <summary>
/// Locates the JSON values in bytes, which may be valid JSON, several lines of it, or damaged by mutations: it never
/// fails, but may find fewer values.
/// </summary>
internal sealed class JsonMap
{
    private const int Most = 512;

    private readonly Value[] _values = new Value[Most];
    private readonly int[] _open = new int[Most];

    /// <summary>The number of values.</summary>
    internal int Count { get; private set; }

    /// <summary>A value.</summary>
    internal ref readonly Value this[int number] => ref _values[number];

    /// <summary>Finds the values.</summary>
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

    /// <summary>A value and the key before it.</summary>
    internal struct Value
    {
        /// <summary>The start of the key; -1 if there is none.</summary>
        internal int Key;

        /// <summary>The start of the value.</summary>
        internal int At;

        /// <summary>The end of the value, exclusive.</summary>
        internal int End;

        /// <summary>The start of the member or item, including its key.</summary>
        internal readonly int Begin => Key < 0 ? At : Key;
    }
}
