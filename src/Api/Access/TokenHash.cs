using System.Security.Cryptography;
using System.Text;

namespace ReplayGraph.Api.Access;

/// <summary>The command <c>hash-token</c>: prints the hash of a token for the configuration.</summary>
public static class TokenHash
{
    /// <summary>Reads a token, one line, and writes its hash.</summary>
    /// <returns>The exit code: 2 if there was no valid token.</returns>
    public static int Run(TextReader input, TextWriter output, TextWriter errors)
    {
        string token = input.ReadLine()?.Trim() ?? "";
        if (token.Length is < 16 or > 512)
        {
            errors.WriteLine("hash-token reads a token of 16 to 512 characters from standard input. To create one: openssl rand -hex 32");
            return 2;
        }

        output.WriteLine(Of(token));
        return 0;
    }

    /// <summary>SHA-256 as 64 hex digits.</summary>
    public static string Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
