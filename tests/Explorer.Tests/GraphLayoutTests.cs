using System.Globalization;
using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Explorer.Graphs;
using ReplayGraph.Links;

namespace ReplayGraph.Explorer.Tests;

/// <summary>Where nodes and edges of a drawing are.</summary>
public sealed partial class GraphLayoutTests
{
    [Fact]
    public void ChainsDoNotCross()
    {
        var random = new Random(1);
        List<DrawnNode> nodes = [];
        List<DrawnEdge> edges = [];
        foreach (int n in Enumerable.Range(1, 500).OrderBy(_ => random.Next()))
        {
            NodeKey[] chain =
            [
                NodeKey.Of(World.Issue(1 + (n / 10))), NodeKey.Of(World.Event(n)), NodeKey.Of(World.Trace(n)), NodeKey.Of(World.Replay(n)),
            ];
            nodes.AddRange(chain.Select(key => new DrawnNode(key, 0, null, null)));
            edges.AddRange(Enumerable.Range(0, 3).Select(i => new DrawnEdge(chain[i], chain[i + 1], Evidence.None)));
        }

        // Each chain can be drawn without crossing another.
        var drawing = new Drawing([.. nodes.DistinctBy(node => node.Node)], edges, false);
        var layout = new ColumnLayout(drawing);
        foreach (IGrouping<NodeKind, DrawnEdge> between in edges.GroupBy(edge => edge.From.Kind))
        {
            DrawnEdge[] down = [.. between.OrderBy(edge => layout.RowOf(edge.From)).ThenBy(edge => layout.RowOf(edge.To))];
            Assert.Equal(down.Select(edge => layout.RowOf(edge.To)).Order(), down.Select(edge => layout.RowOf(edge.To)));
        }
    }

    [Fact]
    public void NoEdge_RunsThroughABox()
    {
        var random = new Random(2);
        NodeKey[] all =
        [
            .. Enumerable.Range(1, 3).Select(n => NodeKey.Of(World.Issue(n))), .. Enumerable.Range(1, 40).Select(n => NodeKey.Of(World.Event(n))),
            .. Enumerable.Range(1, 17).Select(n => NodeKey.Of(World.Trace(n))), .. Enumerable.Range(1, 30).Select(n => NodeKey.Of(World.Replay(n))),
        ];
        NodeKey Any(params ReadOnlySpan<NodeKind> kinds)
        {
            NodeKind kind = kinds[random.Next(kinds.Length)];
            NodeKey[] some = [.. all.Where(node => node.Kind == kind)];
            return some[random.Next(some.Length)];
        }

        DrawnEdge[] edges =
        [
            .. Enumerable.Range(0, 300).Select(_ => new DrawnEdge(Any(NodeKind.Issue, NodeKind.Event), Any(NodeKind.Replay), Evidence.Tagged)),
        ];
        var layout = new ColumnLayout(new([.. all.Select(node => new DrawnNode(node, 0, null, null))], edges, false));
        var routes = new EdgeRoutes(layout);
        int between = 0;
        foreach (DrawnEdge edge in edges)
        {
            // Lines within a column are level; the rest is in the spaces between the columns.
            foreach (Match level in Level().Matches(routes.PathOf(edge)))
            {
                double y = double.Parse(level.Groups["y"].Value, CultureInfo.InvariantCulture);
                double start = double.Parse(level.Groups["x"].Value, CultureInfo.InvariantCulture);
                Assert.Equal(start + Grid.BoxWidth, double.Parse(level.Groups["end"].Value, CultureInfo.InvariantCulture));
                foreach (NodeKey node in all.Where(node => Grid.X(DrawnNode.ColumnOf(node.Kind)) == start))
                {
                    double top = Grid.Y(layout.RowOf(node));
                    Assert.False(y > top && y < top + Grid.BoxHeight, $"{edge} at {y} runs through the box at {top}.");
                    between++;
                }
            }
        }

        Assert.True(between > 1000);
    }

    // The end of a bend, x and y, and the end of the level line after it.
    [GeneratedRegex(" (?<x>[-0-9.]+) (?<y>[-0-9.]+)H(?<end>[-0-9.]+)")]
    private static partial Regex Level();
}
