using ReplayGraph.Fuzz.Mutation;

namespace ReplayGraph.Fuzz.Running;

/// <summary>The inputs to mutate, each of which reached new edges.</summary>
internal sealed class Pool(Dice dice)
{
    private readonly List<byte[]> _inputs = [];

    /// <summary>The number of inputs.</summary>
    internal int Count => _inputs.Count;

    /// <summary>All inputs, in order of arrival.</summary>
    internal IReadOnlyList<byte[]> Inputs => _inputs;

    /// <summary>Adds an input.</summary>
    internal void Add(ReadOnlySpan<byte> input) => _inputs.Add(input.ToArray());

    /// <summary>Draws an input: mostly uniformly, sometimes a recent one, sometimes the shorter of two.</summary>
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
