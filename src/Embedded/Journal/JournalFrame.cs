namespace ReplayGraph.Embedded.Journal;

/// <summary>The journal's unit of atomicity: facts of one organization, as opaque bytes that are kept whole or not at all.</summary>
/// <param name="Organization">Slug of the organization: 1 to 255 ASCII characters.</param>
/// <param name="Count">The number of facts in the payload.</param>
/// <param name="ExpiresAtMs">
/// The latest expiry of any fact in the frame, in Unix milliseconds; <see cref="long.MaxValue"/> never expires.
/// </param>
/// <param name="Payload">
/// The facts: at most <see cref="MaxPayload"/> bytes. Must not change until the append returns; after a read, valid until the next read.
/// </param>
/// <param name="Kind">The kind of the payload, opaque to the journal.</param>
public readonly record struct JournalFrame(
    string Organization, uint Count, long ExpiresAtMs, ReadOnlyMemory<byte> Payload, byte Kind = 0)
{
    /// <summary>The longest payload, in bytes: 256 MiB. A longer one is neither written nor read.</summary>
    public const int MaxPayload = 256 << 20;

    /// <summary>The longest slug, in bytes.</summary>
    public const int MaxOrganization = byte.MaxValue;
}
