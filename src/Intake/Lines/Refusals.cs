namespace ReplayGraph.Intake.Lines;

/// <summary>What was refused: the first <see cref="Kept"/> in full, of the rest only the number. Not safe for concurrent use.</summary>
public sealed class Refusals
{
    /// <summary>How many are kept in full, so that a body of nothing but bad lines costs no memory.</summary>
    public const int Kept = 100;

    private readonly List<Refusal> _first = [];

    /// <summary>The first ones, in the order of their lines.</summary>
    public IReadOnlyList<Refusal> First => _first;

    /// <summary>How many there were, the ones that were not kept included.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(int line, string field, string error)
    {
        Count++;
        if (_first.Count < Kept)
        {
            _first.Add(new(line, field, error));
        }
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        _first.Clear();
        Count = 0;
    }
}
