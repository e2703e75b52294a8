namespace ReplayGraph.FuzzToys;

/// <summary>Four bytes, one by one: a chance in four thousand million, unless each right one is noticed.</summary>
public static class Magic
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">It is planted: they are right.</exception>
    public static void Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0x8F)
        {
            return;
        }

        if (bytes[1] == 0x3C)
        {
            if (bytes[2] == 0xE1)
            {
                if (bytes[3] == 0x57)
                {
                    throw new InvalidOperationException("planted");
                }
            }
        }
    }
}
