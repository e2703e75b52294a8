namespace ReplayGraph.Intake.Lines;

/// <summary>Collects refusals: the first <see cref="Kept"/> in full, and the number of all. Not safe for concurrent use.</summary>
public sealed class Refusals
{
    /// <summary>How many are kept in full, which bounds the memory that a body of bad lines takes.</summary>
    public const int Kept = 100;

    private readonly List<Refusal> _first = [];

    /// <summary>The first refusals, in the order of their lines.</summary>
    public IReadOnlyList<Refusal> First => _first;

    /// <summary>The number of all refusals, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a refusal.</summary>
    public void Add(int line, string field, string error)
    {
        Count++;
        if (_first.Count < Kept)
        {
            _first.Add(new(line, field, error));
        }
    }

    /// <summary>Removes all refusals.</summary>
    public void Clear()
    {
        _first.Clear();
        Count = 0;
    }
}
