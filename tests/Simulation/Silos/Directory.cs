namespace ReplayGraph.Simulation.Silos;

/// <summary>The grain directory: the silo of each known activation.</summary>
internal sealed class Directory(Random random)
{
    private readonly Dictionary<object, Silo> _known = [];

    /// <summary>The silo of a node. A node without an activation is placed on one of these silos.</summary>
    internal Silo Where(object node, IReadOnlyList<Silo> members)
    {
        if (!_known.TryGetValue(node, out Silo? silo))
        {
            silo = _known[node] = members[random.Next(members.Count)];
        }

        return silo;
    }

    /// <summary>Removes the activations of a silo that was declared dead.</summary>
    internal void Forget(Silo silo)
    {
        foreach (object node in _known.Where(one => one.Value == silo).Select(one => one.Key).ToArray())
        {
            _known.Remove(node);
        }
    }

    /// <summary>The silo of a node; null if it has no activation.</summary>
    internal Silo? Find(object node) => _known.GetValueOrDefault(node);

    /// <summary>Removes the activation of a node.</summary>
    internal void Forget(object node, Silo silo)
    {
        if (Find(node) == silo)
        {
            _known.Remove(node);
        }
    }
}
