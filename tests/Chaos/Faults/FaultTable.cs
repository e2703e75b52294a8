namespace ReplayGraph.Chaos.Faults;

/// <summary>Faults to draw from, the one more likely than the other.</summary>
public sealed class FaultTable
{
    private readonly List<(int Weight, Func<Random, Fault> Draw)> _rows = [];

    /// <summary>Adds some.</summary>
    public FaultTable Add(int weight, Func<Random, Fault> draw)
    {
        _rows.Add((weight, draw));
        return this;
    }

    /// <summary>Draws one.</summary>
    public Fault Next(Random random)
    {
        int at = random.Next(_rows.Sum(row => row.Weight));
        return _rows.First(row => (at -= row.Weight) < 0).Draw(random);
    }
}
