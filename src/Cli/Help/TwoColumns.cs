namespace ReplayGraph.Cli.Help;

/// <summary>Writes names and descriptions in two columns, wrapped to a width.</summary>
internal sealed class TwoColumns(TextWriter to, int width)
{
    private const int Indent = 2;
    private const int Gap = 2;

    // A longer name takes a line of its own.
    private const int WidestName = 24;

    /// <summary>Writes rows under a title, or nothing without rows.</summary>
    internal void Write(string title, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine($"{title}:");
        int names = rows.Select(row => row.Name.Length).Where(length => length <= WidestName).DefaultIfEmpty(0).Max();
        string margin = new(' ', Indent + names + Gap);
        foreach ((string name, string text) in rows)
        {
            string[] lines = [.. Wrap(text, width - margin.Length)];
            bool isWide = name.Length > names;
            to.WriteLine(isWide ? new string(' ', Indent) + name : new string(' ', Indent) + name.PadRight(names + Gap) + lines[0]);
            foreach (string line in lines.Skip(isWide ? 0 : 1))
            {
                to.WriteLine(margin + line);
            }
        }
    }

    /// <summary>Wraps a text between words into at least one line.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
