using System.Text;

namespace ReplayGraph.Fuzz.Running;

/// <summary>The inputs of a target in a readable file: one on each line, with all but printable ASCII escaped.</summary>
internal static class CorpusFile
{
    /// <summary>The file of a target in a folder.</summary>
    internal static string PathOf(string folder, string target) => Path.Combine(folder, target + ".txt");

    /// <summary>The committed inputs of a target.</summary>
    internal static IReadOnlyList<byte[]> Committed(string target) =>
        Read(PathOf(Path.Combine(AppContext.BaseDirectory, "Corpus"), target));

    /// <summary>Reads a file; a missing file is empty.</summary>
    internal static IReadOnlyList<byte[]> Read(string path) => File.Exists(path) ? [.. File.ReadLines(path).Select(Decode)] : [];

    /// <summary>Appends inputs.</summary>
    internal static void Append(string path, IEnumerable<byte[]> inputs) => File.AppendAllText(path, Lines(inputs));

    /// <summary>Replaces a file.</summary>
    internal static void Write(string path, IEnumerable<byte[]> inputs) => File.WriteAllText(path, Lines(inputs));

    /// <summary>An input as a line.</summary>
    internal static string Encode(ReadOnlySpan<byte> input)
    {
        var line = new StringBuilder(input.Length + 16);
        foreach (byte one in input)
        {
            _ = one switch
            {
                (byte)'\\' => line.Append("\\\\"),
                (byte)'\n' => line.Append("\\n"),
                >= 0x20 and < 0x7F => line.Append((char)one),
                _ => line.Append("\\x").Append(Convert.ToHexStringLower([one])),
            };
        }

        return line.ToString();
    }

    /// <summary>The input of a line.</summary>
    internal static byte[] Decode(string line)
    {
        var input = new List<byte>(line.Length);
        for (int at = 0; at < line.Length; at++)
        {
            if (line[at] != '\\')
            {
                input.Add((byte)line[at]);
                continue;
            }

            switch (line[++at])
            {
                case 'n':
                    input.Add((byte)'\n');
                    break;
                case 'x':
                    input.Add(Convert.FromHexString(line.AsSpan(at + 1, 2))[0]);
                    at += 2;
                    break;
                default:
                    input.Add((byte)line[at]);
                    break;
            }
        }

        return [.. input];
    }

    private static string Lines(IEnumerable<byte[]> inputs) => string.Concat(inputs.Select(input => Encode(input) + "\n"));
}
