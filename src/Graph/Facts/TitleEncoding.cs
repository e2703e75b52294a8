namespace ReplayGraph.Facts;

/// <summary>
/// Encodes the title of an event as a record before the event. So the bytes of an observation, which identify it, do not contain its title.
/// </summary>
internal static class TitleEncoding
{
    /// <summary>Begins the record. No kind of fact has this number.</summary>
    internal const byte Record = 11;

    internal static void Write(FactWriter to, Text title)
    {
        to.Byte(Record);
        to.Text(title);
    }

    /// <summary>Reads the record after its first byte.</summary>
    internal static Text Read(ref FactReader from) =>
        from.Text() is { IsNone: false } title ? title : throw new InvalidDataException("A title is empty.");
}
