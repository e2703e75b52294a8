using ReplayGraph.Fuzz.Mutation;

namespace ReplayGraph.Fuzz.Running;

/// <summary>The inputs that others are made of: each reached something that those before it had not.</summary>
internal sealed class Pool(Dice dice)
{
    private readonly List<byte[]> _inputs = [];

    /// <summary>How many.</summary>
    internal int Count => _inputs.Count;

    /// <summary>All of them, in the order in which they came.</summary>
    internal IReadOnlyList<byte[]> Inputs => _inputs;

    /// <summary>Adds one.</summary>
    internal void Add(ReadOnlySpan<byte> input) => _inputs.Add(input.ToArray());

    /// <summary>One of them: mostly any, sometimes a late one, sometimes the shorter of two.</summary>
    internal byte[] Pick()
    {
        byte[] one = _inputs[dice.Below(_inputs.Count)];
        switch (dice.Below(4))
        {
            case 0:
                return _inputs[^(1 + dice.Below(Math.Min(_inputs.Count, 8 + (_inputs.Count / 16))))];
            case 1:
                byte[] other = _inputs[dice.Below(_inputs.Count)];
                return other.Length < one.Length ? other : one;
            default:
                return one;
        }
    }
}
