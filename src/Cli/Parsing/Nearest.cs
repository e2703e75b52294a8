namespace ReplayGraph.Cli.Parsing;

/// <summary>Finds the name that somebody meant who typed another.</summary>
internal static class Nearest
{
    // One slip for every three letters: 'improt' and 'servr' are found, 'x' is not.
    private const int LettersForEachSlip = 3;

    /// <summary>The name that is nearest, or begins with what was typed; null if none is near.</summary>
    internal static string? To(string typed, IEnumerable<string> names)
    {
        string bare = Bare(typed);
        return bare.Length == 0
            ? null
            : names
                .Select(name => (Name: name, Slips: Slips(bare, Bare(name))))
                .Where(one => one.Slips * LettersForEachSlip <= Math.Max(bare.Length, Bare(one.Name).Length))
                .OrderBy(one => one.Slips)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .Select(one => one.Name)
                .FirstOrDefault();
    }

    /// <summary>The question to add to a refusal, or nothing.</summary>
    internal static string Question(string typed, IEnumerable<string> names) =>
        To(typed, names) is { } name ? $"; did you mean '{name}'?" : "";

    private static string Bare(string name) => name.TrimStart('-').ToLowerInvariant();

    private static int Slips(string typed, string name) =>
        typed.Length > 1 && name.StartsWith(typed, StringComparison.Ordinal) ? 0 : Distance(typed, name);

    // Letters that are missing, added, wrong, or swapped with their neighbour.
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int differs = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + differs);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above) = (above, row);
        }

        return above[b.Length];
    }
}
