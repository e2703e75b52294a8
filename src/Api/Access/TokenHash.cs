using System.Security.Cryptography;
using System.Text;

namespace ReplayGraph.Api.Access;

/// <summary>The command <c>hash-token</c>: makes the hash that the configuration holds of a token.</summary>
public static class TokenHash
{
    /// <summary>Reads a token, one line, and writes its hash.</summary>
    /// <returns>The exit code: 2 if there was no token.</returns>
    public static int Run(TextReader input, TextWriter output, TextWriter talk)
    {
        string token = input.ReadLine()?.Trim() ?? "";
        if (token.Length is < 16 or > 512)
        {
            talk.WriteLine("hash-token reads a token from standard input: 16 to 512 characters, such as 'openssl rand -hex 32' makes.");
            return 2;
        }

        output.WriteLine(Of(token));
        return 0;
    }

    /// <summary>SHA-256 as 64 hex digits.</summary>
    public static string Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
