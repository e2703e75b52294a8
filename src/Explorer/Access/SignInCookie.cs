using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;

namespace ReplayGraph.Explorer.Access;

/// <summary>
/// Keeps a person's token in a cookie, encrypted (AES-GCM) by a key that follows from the configured hashes of tokens: each front-end of a
/// cluster reads what another wrote, there are no keys to store or share, and a changed configuration signs everybody out.
/// </summary>
internal sealed class SignInCookie
{
    private const string Name = "replaygraph";
    private const int NonceBytes = 12, TagBytes = 16, MaxText = 2048;

    private readonly OfOrganizations<byte[]> _key;

    internal SignInCookie(IReadOnlyList<OrganizationOptions> organizations) => _key = new(organizations, KeyOf);

    /// <summary>The token; null without a cookie that this configuration wrote.</summary>
    internal string? Read(HttpRequest request)
    {
        string? text = request.Cookies[Name];
        if (text is not { Length: > 0 and <= MaxText } || !Base64Url.IsValid(text, out int length) || length <= NonceBytes + TagBytes)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        byte[] token = new byte[length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(_key.Value, TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), token);
            return Encoding.UTF8.GetString(token);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Sets it for this session of the browser.</summary>
    internal void Write(HttpContext context, string token)
    {
        byte[] plain = Encoding.UTF8.GetBytes(token);
        byte[] bytes = new byte[NonceBytes + TagBytes + plain.Length];
        Span<byte> nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
        context.Response.Cookies.Append(Name, Base64Url.EncodeToString(bytes), Options(context));
    }

    /// <summary>Signs out.</summary>
    internal static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static byte[] KeyOf(IReadOnlyList<OrganizationOptions> organizations)
    {
        byte[] hashes = [.. organizations.SelectMany(one => one.Tokens).SelectMany(token => token.Hash)];
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, hashes, 32, info: "ReplayGraph sign-in cookie"u8.ToArray());
    }

    // Strict: no request that another site causes carries it, so no other site can act for the person. The header of a proxy can only make it
    // stricter, so it needs no trust.
    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https",
        SameSite = SameSiteMode.Strict,
        Path = "/",
    };
}
