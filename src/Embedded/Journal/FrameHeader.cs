namespace ReplayGraph.Embedded.Journal;

/// <summary>The header of a frame; <see cref="JournalFormat"/> documents its bytes.</summary>
internal readonly record struct FrameHeader(
    uint BodyChecksum, byte Kind, byte OrganizationLength, int PayloadLength, uint Count, uint Back, long ExpiresAtMs)
{
    /// <summary>Bytes of the organization and the payload.</summary>
    internal int BodyLength => OrganizationLength + PayloadLength;

    /// <summary>Bytes of the whole frame.</summary>
    internal int Length => JournalFormat.FrameHeaderBytes + BodyLength;
}
