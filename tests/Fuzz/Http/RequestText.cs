using System.Text;

namespace ReplayGraph.Fuzz.Http;

/// <summary>
/// A request as bytes: a line with method and target (after a <c>!</c> for the server that requires tokens), header lines, an empty line,
/// the body. It is invalid if a server would reject it before the program sees it: control characters, invalid names, lengths that are
/// not the body's.
/// </summary>
/// <param name="IsGuarded">Whether it is for the server that requires tokens.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query string, as sent.</param>
/// <param name="Headers">Headers.</param>
/// <param name="Body">The body.</param>
internal sealed record RequestText(
    bool IsGuarded, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Body)
{
    private static readonly string[] _ofTheServer = ["Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect"];

    /// <summary>The path, decoded as by Kestrel: all but %2F.</summary>
    internal string Path
    {
        get
        {
            int query = Target.IndexOf('?', StringComparison.Ordinal);
            string path = query < 0 ? Target : Target[..query];
            return Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The query string, with its question mark.</summary>
    internal string Query => Target.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? Target[query..] : "";

    /// <summary>Parses a request; null if it is invalid.</summary>
    internal static RequestText? Parse(ReadOnlyMemory<byte> input)
    {
        ReadOnlyMemory<byte> rest = input;
        string first = Line(ref rest);
        bool isGuarded = first.StartsWith('!');
        int blank = first.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 1)
        {
            return null;
        }

        string method = first[(isGuarded ? 1 : 0)..blank];
        string target = first[(blank + 1)..];
        if (method.Length == 0 || !method.All(char.IsAsciiLetterUpper) || !target.StartsWith('/')
            || !target.All(c => c is > ' ' and < '\x7F' and not '#'))
        {
            return null;
        }

        var headers = new List<(string Name, string Value)>();
        while (Line(ref rest) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? "" : line[..colon];
            if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && !line.Any(char.IsControl)
                && IsOfTheProgram(name, line))
            {
                headers.Add((name, line[(colon + 1)..].Trim(' ')));
            }
        }

        return new(isGuarded, method, target, headers, rest);
    }

    private static bool IsOfTheProgram(string name, string line) =>
        !_ofTheServer.Contains(name, StringComparer.OrdinalIgnoreCase)
        && (!name.Equals("Host", StringComparison.OrdinalIgnoreCase)
            || line[5..].Trim(' ').All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'));

    private static string Line(ref ReadOnlyMemory<byte> rest)
    {
        int end = rest.Span.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? rest.Span : rest.Span[..end];
        rest = rest[(end < 0 ? rest.Length : end + 1)..];
        return Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
    }
}
