namespace ReplayGraph.Simulation.Silos;

/// <summary>Which silo holds the activation of a node, as far as is known.</summary>
internal sealed class Directory(Random random)
{
    private readonly Dictionary<object, Silo> _known = [];

    /// <summary>Where a node is called. One that is nowhere is activated at one of these.</summary>
    internal Silo Where(object node, IReadOnlyList<Silo> members)
    {
        if (!_known.TryGetValue(node, out Silo? silo))
        {
            silo = _known[node] = members[random.Next(members.Count)];
        }

        return silo;
    }

    /// <summary>A silo was declared dead: its nodes are nowhere.</summary>
    internal void Forget(Silo silo)
    {
        foreach (object node in _known.Where(one => one.Value == silo).Select(one => one.Key).ToArray())
        {
            _known.Remove(node);
        }
    }

    /// <summary>Where a node is; null if nowhere.</summary>
    internal Silo? Find(object node) => _known.GetValueOrDefault(node);

    /// <summary>A node left the memory of a silo.</summary>
    internal void Forget(object node, Silo silo)
    {
        if (Find(node) == silo)
        {
            _known.Remove(node);
        }
    }
}
