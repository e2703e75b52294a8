using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Silo.Tests.Spools;

/// <summary>Reads the numbers of the errors in a batch.</summary>
internal sealed class FactNumbers : IPartialFactVisitor
{
    private const int Most = 1000;

    private static readonly Dictionary<EventId, int> _numbers = Enumerable.Range(1, Most).ToDictionary(World.Event);

    internal List<int> All { get; } = [];

    public void Visit(in EventFact fact) => All.Add(_numbers[fact.EventId]);

    public void Other<T>(in T fact)
        where T : struct, IFact => throw new InvalidOperationException($"only errors are sent, not {fact.Kind}");
}
