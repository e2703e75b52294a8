using System.Globalization;
using System.Text;
using ReplayGraph.Links;
using ReplayGraph.Shared;
using Spectre.Console;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Prints links as a table or as tab-separated lines.</summary>
internal static class LinkPrinter
{
    private const int Gap = 2;

    private static readonly string[] _columns =
        ["replay_id", "fate", "started_at", "duration", "evidence", "events", "first_seen", "last_seen", "url"];

    // The columns in the order in which a narrow terminal drops the last.
    private static readonly int[] _byWeight = [0, 4, 5, 1, 2, 3, 6, 7, 8];

    /// <summary>Writes tab-separated lines under a header line. Unknown values are empty; durations are in milliseconds.</summary>
    internal static void WriteLines(Stream to, LookupResult answer)
    {
        int columns = ColumnsOf(answer);
        using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join('\t', _columns.Take(columns)));
        foreach (Link link in answer.Links)
        {
            string duration = link.FinishedAt == default
                ? ""
                : (link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds).ToString(CultureInfo.InvariantCulture);
            string[] cells =
            [
                link.ReplayId.ToString(),
                EnumNames<Fate>.Of(link.Fate),
                Full(link.StartedAt),
                duration,
                string.Join(',', ApiNames.Of(link.Evidence)),
                link.Events.ToString(CultureInfo.InvariantCulture),
                Full(link.FirstSeen),
                Full(link.LastSeen),
                answer.Urls.GetValueOrDefault(link.ReplayId, ""),
            ];
            writer.WriteLine(string.Join('\t', cells.Take(columns)));
        }
    }

    /// <summary>Writes a table to a terminal, with as many columns as fit.</summary>
    internal static void WriteTable(IAnsiConsole console, LookupResult answer)
    {
        string[][] rows = [.. answer.Links.Select(link => Row(link, answer.Urls.GetValueOrDefault(link.ReplayId, "")))];
        int[] shown = Fitting(rows, ColumnsOf(answer), console.Profile.Width);
        var table = new Table().Border(TableBorder.None);
        foreach (int column in shown)
        {
            table.AddColumn(new TableColumn(new Text(Title(column))).NoWrap().PadLeft(0).PadRight(Gap));
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. shown.Select(column => new Text(row[column]))]);
        }

        console.Write(table);
    }

    // Only a server with link templates knows URLs.
    private static int ColumnsOf(LookupResult answer) => answer.Urls.Count == 0 ? _columns.Length - 1 : _columns.Length;

    private static int[] Fitting(string[][] rows, int columns, int width)
    {
        var shown = new List<int>();
        foreach (int column in _byWeight.Where(column => column < columns))
        {
            width -= Math.Max(Title(column).Length, rows.Max(row => row[column].Length)) + Gap;
            if (width < 0 && shown.Count > 0)
            {
                break;
            }

            shown.Add(column);
        }

        return [.. shown.Order()];
    }

    private static string Title(int column) => _columns[column].Replace('_', ' ');

    private static string[] Row(Link link, string url) =>
    [
        link.ReplayId.ToString(),
        EnumNames<Fate>.Of(link.Fate),
        Short(link.StartedAt),
        link.FinishedAt == default ? "" : Duration(link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds),
        string.Join(',', ApiNames.Of(link.Evidence)),
        link.Events.ToString("N0", CultureInfo.InvariantCulture),
        Short(link.FirstSeen),
        Short(link.LastSeen),
        url,
    ];

    private static string Full(Timestamp time) => time == default ? "" : time.ToString();

    private static string Short(Timestamp time) =>
        time == default ? "" : time.ToDate().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Duration(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(milliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}");
    }
}
