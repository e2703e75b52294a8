namespace ReplayGraph.Embedded.Journal;

/// <summary>What a frame says before its organization and payload; <see cref="JournalFormat"/> has the bytes.</summary>
internal readonly record struct FrameHeader(
    uint BodyChecksum, byte Kind, byte OrganizationLength, int PayloadLength, uint Count, uint Back, long ExpiresAtMs)
{
    /// <summary>Bytes of organization and payload.</summary>
    internal int BodyLength => OrganizationLength + PayloadLength;

    /// <summary>Bytes of the whole frame.</summary>
    internal int Length => JournalFormat.FrameHeaderBytes + BodyLength;
}
