namespace ReplayGraph.Embedded.Journal;

/// <summary>What the journal keeps whole or not at all: some facts of one organization, as bytes that it does not look into.</summary>
/// <param name="Organization">Slug of the organization: 1 to 255 ASCII characters.</param>
/// <param name="Count">How many facts the payload holds.</param>
/// <param name="ExpiresAtMs">Unix milliseconds until which any fact of the frame matters; <see cref="long.MaxValue"/>: for ever.</param>
/// <param name="Payload">
/// The facts: at most <see cref="MaxPayload"/> bytes. To be left alone until an append has returned; if read, valid until the next read.
/// </param>
/// <param name="Kind">What the payload is, for who reads it; nothing to the journal.</param>
public readonly record struct JournalFrame(
    string Organization, uint Count, long ExpiresAtMs, ReadOnlyMemory<byte> Payload, byte Kind = 0)
{
    /// <summary>The longest payload, in bytes: 256 MiB. A longer one is neither written nor read.</summary>
    public const int MaxPayload = 256 << 20;

    /// <summary>The longest slug, in bytes.</summary>
    public const int MaxOrganization = byte.MaxValue;
}
