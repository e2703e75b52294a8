namespace ReplayGraph.Embedded.Journal;

/// <summary>Finds the segments in a folder by their names.</summary>
internal static class SegmentFiles
{
    private const int Attempts = 3;

    internal static string PathOf(string folder, long number) => Path.Combine(folder, JournalFormat.FileName(number));

    /// <summary>The numbers of all segments, ascending and without a gap. Other files are ignored.</summary>
    /// <exception cref="JournalDamagedException">A segment is missing between two others.</exception>
    internal static IReadOnlyList<long> List(IStorage storage, string folder)
    {
        // While a concurrent process drops segments, a listing may include an earlier one and miss a later one, so list again.
        for (int tried = 1; ; tried++)
        {
            var numbers = new List<long>();
            foreach (string file in storage.List(folder))
            {
                if (JournalFormat.TryParseFileName(file, out long number))
                {
                    numbers.Add(number);
                }
            }

            numbers.Sort();
            if (FirstMissing(numbers) is not { } missing)
            {
                return numbers;
            }

            if (tried == Attempts)
            {
                throw new JournalDamagedException(
                    PathOf(folder, missing), 0, $"the file is missing, between segments {missing - 1} and {numbers[^1]}");
            }
        }
    }

    private static long? FirstMissing(List<long> numbers)
    {
        for (int i = 1; i < numbers.Count; i++)
        {
            if (numbers[i] != numbers[i - 1] + 1)
            {
                return numbers[i - 1] + 1;
            }
        }

        return null;
    }
}
