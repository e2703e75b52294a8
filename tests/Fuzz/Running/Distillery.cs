using ReplayGraph.Fuzz.Coverage;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Running;

/// <summary>Selects few inputs that reach most of the edges of all inputs, few enough to commit.</summary>
internal static class Distillery
{
    // Bytes of the corpus file of each target.
    private const int MostBytes = 12 << 10;

    /// <summary>Selects greedily the input that reaches the most new edges for its length.</summary>
    internal static List<byte[]> Distil(Target target, IEnumerable<byte[]> inputs, EdgeMap map)
    {
        var left = inputs
            .Select(input => (Input: input, Length: CorpusFile.Encode(input).Length + 1, Edges: Reached(target, input, map)))
            .ToList();
        var reached = new HashSet<int>();
        var picked = new List<byte[]>();
        int room = MostBytes;
        while (true)
        {
            left.RemoveAll(one => one.Length > room || one.Edges.TrueForAll(reached.Contains));
            if (left.Count == 0)
            {
                return picked;
            }

            (byte[] input, int length, List<int> edges) =
                left.MaxBy(one => (double)one.Edges.Count(edge => !reached.Contains(edge)) / one.Length);
            reached.UnionWith(edges);
            picked.Add(input);
            room -= length;
        }
    }

    private static List<int> Reached(Target target, byte[] input, EdgeMap map)
    {
        map.Clear();
        new Probe(target).Run(input);
        return map.Now();
    }
}
