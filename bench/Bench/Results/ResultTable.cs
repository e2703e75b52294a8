using System.Globalization;
using System.Text.Json;

namespace ReplayGraph.Bench.Results;

/// <summary>The result: the machine and the measured rows.</summary>
internal sealed class ResultTable(Machine machine, string command, TextWriter talk)
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    private readonly List<Row> _rows = [];

    /// <summary>Reports progress.</summary>
    internal void Report(string text) => talk.WriteLine(text);

    /// <summary>Adds a row and reports it.</summary>
    internal void Add(Row row)
    {
        _rows.Add(row);
        talk.WriteLine($"= {row.What}: {row.Measured}");
    }

    /// <summary>True if every required value was reached.</summary>
    internal bool IsGood => _rows.TrueForAll(row => row.Verdict != "no");

    internal void Print(TextWriter to)
    {
        to.WriteLine($"`{command}`");
        to.WriteLine();
        to.WriteLine(machine.ToString());
        to.WriteLine();
        to.WriteLine("| what | measured | at least | aim | reached |");
        to.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (Row row in _rows)
        {
            to.WriteLine($"| {row.What} | {row.Measured} | {Bound(row, row.Least)} | {Bound(row, row.Aim)} | {row.Verdict} |");
        }
    }

    internal void Save(string file) =>
        File.WriteAllText(file, JsonSerializer.Serialize(new { command, machine, rows = _rows }, _json) + "\n");

    private static string Bound(Row row, double? bound) =>
        bound is null ? "" : (row.IsCeiling ? "below " : "") + bound.Value.ToString("0.###", CultureInfo.InvariantCulture);
}
