using System.Globalization;
using System.Text;
using ReplayGraph.Cli.Running;
using ReplayGraph.Links;
using Spectre.Console;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Writes links for people, and for the tools that read lines.</summary>
internal static class LinkTable
{
    // What a row with all columns takes.
    private const int WideEnough = 150;

    private static readonly string[] _columns =
        ["replay_id", "fate", "started_at", "duration", "evidence", "events", "first_seen", "last_seen"];

    /// <summary>Writes lines of values between tabs, under a line of names. What is not known is empty; durations are in ms.</summary>
    internal static void WriteLines(Stream to, IReadOnlyList<Link> links)
    {
        using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join('\t', _columns));
        foreach (Link link in links)
        {
            string duration = link.FinishedAt == default
                ? ""
                : (link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds).ToString(CultureInfo.InvariantCulture);
            writer.WriteLine(string.Join(
                '\t',
                link.ReplayId,
                Words.Of(link.Fate),
                Full(link.StartedAt),
                duration,
                string.Join(',', Words.Of(link.Evidence)),
                link.Events.ToString(CultureInfo.InvariantCulture),
                Full(link.FirstSeen),
                Full(link.LastSeen)));
        }
    }

    /// <summary>Writes a table on a terminal; on a narrow one without the last two columns.</summary>
    internal static void WriteTable(IAnsiConsole console, IReadOnlyList<Link> links)
    {
        var table = new Table().Border(TableBorder.Simple);
        int columns = console.Profile.Width >= WideEnough ? _columns.Length : _columns.Length - 2;
        foreach (string column in _columns.AsSpan(0, columns))
        {
            table.AddColumn(new TableColumn(column.Replace('_', ' ')).NoWrap());
        }

        foreach (Link link in links)
        {
            string[] row =
            [
                link.ReplayId.ToString(),
                Words.Of(link.Fate),
                Short(link.StartedAt),
                link.FinishedAt == default ? "" : Duration(link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds),
                string.Join(", ", Words.Of(link.Evidence)),
                link.Events.ToString("N0", CultureInfo.InvariantCulture),
                Short(link.FirstSeen),
                Short(link.LastSeen),
            ];
            table.AddRow([.. row.Take(columns).Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }

    private static string Full(Timestamp time) => time == default ? "" : time.ToString();

    private static string Short(Timestamp time) =>
        time == default ? "" : time.ToDate().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Duration(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(milliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}");
    }
}
