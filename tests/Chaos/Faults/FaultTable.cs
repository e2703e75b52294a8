namespace ReplayGraph.Chaos.Faults;

/// <summary>Faults to draw from, with weights.</summary>
public sealed class FaultTable
{
    private readonly List<(int Weight, Func<Random, Fault> Draw)> _rows = [];

    /// <summary>Adds a fault with a weight.</summary>
    public FaultTable Add(int weight, Func<Random, Fault> draw)
    {
        _rows.Add((weight, draw));
        return this;
    }

    /// <summary>Draws a fault.</summary>
    public Fault Next(Random random)
    {
        int at = random.Next(_rows.Sum(row => row.Weight));
        return _rows.First(row => (at -= row.Weight) < 0).Draw(random);
    }
}
