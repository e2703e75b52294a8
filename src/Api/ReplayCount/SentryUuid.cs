using System.Globalization;
using ReplayGraph.Api.ReplayCount.Search;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>
/// Parses ids of replays as Sentry does: as UUIDs whose version is forced to 4, so the answered id may differ from the one sent. Source:
/// section 9 of RFC 4122, and Python's <c>uuid.UUID(value, version=4)</c>.
/// </summary>
internal static class SentryUuid
{
    private static readonly UInt128 _versionMask = (UInt128)0xF000 << 64;
    private static readonly UInt128 _variantMask = (UInt128)0xC000 << 48;

    /// <summary>The id as sent, and as a UUID of version 4.</summary>
    /// <exception cref="SearchException">It is not a UUID.</exception>
    internal static (UInt128 Sent, UInt128 Version4) Parse(string text)
    {
        string hex = text.Replace("urn:", "", StringComparison.Ordinal).Replace("uuid:", "", StringComparison.Ordinal)
            .Trim('{', '}').Replace("-", "", StringComparison.Ordinal);
        if (hex.Length != 32 || !UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 sent))
        {
            throw new SearchException("badly formed hexadecimal UUID string");
        }

        UInt128 version4 = (sent & ~_versionMask & ~_variantMask) | ((UInt128)0x4000 << 64) | ((UInt128)0x8000 << 48);
        return (sent, version4);
    }
}
