using System.Globalization;
using System.Text;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Coverages;

/// <summary>The chart of one project: a column for each day, the front end above the middle, the back end below it.</summary>
internal sealed class SharePanel
{
    internal const int Width = 360, Height = 142, Left = 62;

    // The columns grow from the middle, where the days stand.
    private const int FrontBase = 70, BackBase = 86, Full = 50;

    private SharePanel(ProjectId project, IReadOnlyList<CoverageRow> rows, DateOnly first, int days)
    {
        Project = project;
        Front = new(rows.Where(row => !row.Backend), first, days, isUp: true);
        Back = new(rows.Where(row => row.Backend), first, days, isUp: false);
    }

    internal ProjectId Project { get; }

    internal Side Front { get; }

    internal Side Back { get; }

    /// <summary>A panel for each project, those with the most events first.</summary>
    /// <param name="rows">The counts.</param>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="most">The most panels.</param>
    internal static IReadOnlyList<SharePanel> Of(IReadOnlyList<CoverageRow> rows, DateOnly first, DateOnly last, int most) =>
    [
        .. rows.Where(row => row.Day >= first).GroupBy(row => row.ProjectId)
            .OrderByDescending(project => project.Sum(row => (long)row.Total)).ThenBy(project => project.Key.Value)
            .Take(most)
            .Select(project => new SharePanel(project.Key, [.. project], first, last.DayNumber - first.DayNumber + 1)),
    ];

    /// <summary>One half.</summary>
    internal sealed class Side
    {
        internal Side(IEnumerable<CoverageRow> rows, DateOnly first, int days, bool isUp)
        {
            double step = (double)(Width - Left) / days;
            StringBuilder all = new(), linked = new();
            foreach (IGrouping<DateOnly, CoverageRow> day in rows.GroupBy(row => row.Day))
            {
                (long total, long with) = (day.Sum(row => (long)row.Total), day.Sum(row => (long)row.Linked));
                (Total, Linked) = (Total + total, Linked + with);
                double x = Left + (step * (day.Key.DayNumber - first.DayNumber));
                Column(all, x, step, Full, isUp);
                Column(linked, x, step, Full * (double)with / total, isUp);
            }

            (All, Shown) = (all.ToString(), linked.ToString());
        }

        /// <summary>The outline of the days that have events.</summary>
        internal string All { get; }

        /// <summary>The part of them with a replay.</summary>
        internal string Shown { get; }

        internal long Total { get; private set; }

        internal long Linked { get; private set; }

        private static void Column(StringBuilder path, double x, double step, double height, bool isUp)
        {
            double width = Math.Max(step - 1, step * 0.7);
            path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {(isUp ? FrontBase : BackBase)}h{width:0.#}v{(isUp ? -height : height):0.#}h{-width:0.#}z");
        }
    }
}
