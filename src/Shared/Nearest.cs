namespace ReplayGraph.Shared;

/// <summary>Suggests the known name closest to a misspelled one. Only letters and digits count, ignoring case.</summary>
internal static class Nearest
{
    // One typo for every three letters: 'improt' and 'servr' have a match, 'x' does not.
    private const int LettersPerTypo = 3;

    /// <summary>The closest name, or one that starts with the input; null if none is close.</summary>
    internal static string? To(string typed, IEnumerable<string> names)
    {
        string letters = Letters(typed);
        return letters.Length == 0
            ? null
            : names
                .Select(name => (Name: name, Letters: Letters(name)))
                .Select(one => (one.Name, one.Letters, Slips: Typos(letters, one.Letters)))
                .Where(one => one.Slips * LettersPerTypo <= Math.Max(letters.Length, one.Letters.Length))
                .OrderBy(one => one.Slips)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .Select(one => one.Name)
                .FirstOrDefault();
    }

    /// <summary>A suggestion to append to an error message, or an empty string.</summary>
    internal static string Question(string typed, IEnumerable<string> names) =>
        To(typed, names) is { } name ? $"; did you mean '{name}'?" : "";

    /// <summary>The letters and digits of a name, in lower case.</summary>
    internal static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static int Typos(string typed, string name) =>
        typed == name ? 0 : typed.Length > 1 && name.StartsWith(typed, StringComparison.Ordinal) ? 1 : Distance(typed, name);

    // Edit distance with missing, added, wrong and swapped letters.
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
