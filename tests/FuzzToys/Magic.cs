namespace ReplayGraph.FuzzToys;

/// <summary>Compares four bytes one by one: a chance of one in four billion, unless coverage rewards each right byte.</summary>
public static class Magic
{
    /// <summary>Reads the bytes.</summary>
    /// <exception cref="InvalidOperationException">All four bytes are right. This bug is planted.</exception>
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
