using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Signs calls, so that a receiver knows who sent them and when.</summary>
internal sealed class WebhookSignature(string secret)
{
    /// <summary>The header of the time of the attempt, in seconds since 1970.</summary>
    internal const string TimeHeader = "ReplayGraph-Timestamp";

    /// <summary>The header of the signature.</summary>
    internal const string Header = "ReplayGraph-Signature";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    /// <summary>The version and HMAC-SHA256 of the time, a dot and the body.</summary>
    internal string Of(long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
