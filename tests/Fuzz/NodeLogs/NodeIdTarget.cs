using System.Text;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>Node ids: the first letter selects the type, the rest is the text.</summary>
internal sealed class NodeIdTarget : Target
{
    private static readonly NodeType[] _types = Enum.GetValues<NodeType>();

    internal override string Name => "node-ids";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 160;

    internal override IEnumerable<byte[]> Seeds => Texts(
        Enumerable.Range(0, _types.Length).SelectMany(type => (string[])
        [
            $"{type}acme/0123456789abcdef0123456789abcdef", $"{type}acme/GET /checkout",
        ]));

    internal override IEnumerable<string> Words => ["acme/", "/", "0123456789abcdef", "-", "default"];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        string text = Encoding.UTF8.GetString(input.Span);
        if (text.Length == 0)
        {
            return;
        }

        NodeType type = _types[text[0] % _types.Length];
        try
        {
            NodeId id = NodeId.Parse(type, text[1..]);
            BrokenPromiseException.Unless(NodeId.Parse(type, id.ToString()) == id, "an id survives a round trip");
            BrokenPromiseException.Unless(
                text.Contains('\uFFFD', StringComparison.Ordinal) || NodeId.FromKey(id.Organization, type, id.KeyBytes()) == id,
                "a key survives a round trip");
        }
        catch (FormatException)
        {
            // The id is invalid, as reported.
        }
    }
}
