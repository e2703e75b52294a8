using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Generation;

/// <summary>A query to run against a graph.</summary>
/// <param name="Text">The query, for people.</param>
/// <param name="AskAsync">Runs the query and returns the answer as text.</param>
public sealed record Question(string Text, Func<IGraph, Task<string>> AskAsync)
{
    /// <summary>Whether it walks from a node to its neighbours. Most questions do.</summary>
    public bool IsWalk { get; private init; }

    /// <summary>The kind of the keys if all are issues or all are transactions, and only replays are asked for; else null.</summary>
    public NodeKind? Owners { get; private init; }

    /// <summary>Whether the answer has one line for each replay.</summary>
    public bool AsksLinks { get; private init; }

    private static readonly NodeKind[] _kinds = [NodeKind.Event, NodeKind.Trace, NodeKind.Issue, NodeKind.Transaction, NodeKind.Replay];

    /// <summary>The nodes of the drawn facts, and one unknown node of each kind.</summary>
    public static IReadOnlyList<NodeKey> Nodes { get; } =
    [
        .. Enumerable.Range(1, FactDraw.Events + 1).Select(n => NodeKey.Of(World.Event(n))),
        .. Enumerable.Range(1, FactDraw.Traces + 1).Select(n => NodeKey.Of(World.Trace(n))),
        .. FactDraw.Issues.Append(77).Select(n => NodeKey.Of(World.Issue(n))),
        .. FactDraw.Names.Append("/none").Select(NodeKey.OfTransaction),
        .. Enumerable.Range(1, FactDraw.Replays + 1).Select(n => NodeKey.Of(World.Replay(n))),
    ];

    /// <summary>The nodes that can be looked up.</summary>
    public static IReadOnlyList<NodeKey> Keys { get; } = [.. Nodes.Where(node => node.Kind != NodeKind.Replay)];

    /// <summary>The questions that are asked after every deck.</summary>
    public static IEnumerable<Question> Standing()
    {
        foreach (NodeKey key in Keys)
        {
            foreach (bool strict in key.Kind == NodeKind.Issue ? new[] { false, true } : [false])
            {
                LinkFilter any = new() { Fates = FateSet.Any };
                yield return Lookup(new() { Keys = [key], Filter = any, Events = true, Strict = strict, Limit = 1000 });
            }
        }

        foreach (Question plain in Plain())
        {
            yield return plain;
        }

        yield return Replays();
        yield return Latest(new() { Limit = 1000 });
        yield return Latest(new() { Limit = 3 });
        foreach (int project in Enumerable.Range(1, FactDraw.Projects))
        {
            HashSet<ProjectId> one = [World.Project(project)];
            yield return Latest(new() { Projects = one, Limit = 2 });
            yield return Latest(new() { Projects = one, Visible = new HashSet<ProjectId> { World.Project(1) } });
        }

        foreach (NodeKey node in Nodes)
        {
            foreach (NodeKind kind in _kinds)
            {
                yield return Neighbours(new(node, kind));
            }
        }

        yield return Coverage(new());
        foreach (int issue in FactDraw.Issues)
        {
            yield return Coverage(new() { Issue = World.Issue(issue) });
        }

        foreach (Outcome outcome in new[] { Outcome.Linked, Outcome.Unseen, Outcome.Unnamed })
        {
            yield return CoverageEvents(new(), outcome, 3);
        }

        foreach (int project in Enumerable.Range(1, FactDraw.Projects))
        {
            yield return Coverage(new() { Visible = new HashSet<ProjectId> { World.Project(project) } });
        }

        yield return Linked(NodeKind.Issue);
        yield return Linked(NodeKind.Transaction);
        foreach (Question titles in Titles())
        {
            yield return titles;
        }
    }

    /// <summary>Questions with one page, so that the graph cannot change between pages.</summary>
    public static IEnumerable<Question> AtOnce()
    {
        foreach (NodeKey key in Keys)
        {
            LinkFilter any = new() { Fates = FateSet.Any };
            yield return Lookup(new() { Keys = [key], Filter = any, Limit = 1000 });
        }

        foreach (Question plain in Plain())
        {
            yield return plain;
        }

        yield return Replays();
        yield return Latest(new() { Limit = 5 });
        foreach (NodeKey node in Nodes)
        {
            foreach (NodeKind kind in _kinds)
            {
                yield return Neighbours(new(node, kind), 1000);
            }
        }

        foreach (Question titles in Titles())
        {
            yield return titles;
        }
    }

    /// <summary>The titles of all issues, as callers with other projects see them.</summary>
    public static IEnumerable<Question> Titles()
    {
        List<IssueId> issues = [.. Nodes.Where(node => node.Kind == NodeKind.Issue).Select(node => node.Issue)];
        foreach (HashSet<ProjectId>? visible in (HashSet<ProjectId>?[])[null, [World.Project(1)], [World.Project(2), World.Project(3)]])
        {
            yield return new(
                $"titles, visible {QueryDraw.Describe(visible)}",
                async graph => Lines((await graph.TitlesAsync(World.Organization, issues, visible)).Select(title => title ?? "none")));
        }
    }

    /// <summary>Questions about live replays: the answers do not depend on whether expired facts have been freed.</summary>
    public static IEnumerable<Question> OfTheLiving() =>
        Keys.Select(key => Lookup(new() { Keys = [key], Events = true, Limit = 1000 }));

    /// <summary>Lookups without a filter, whose answers a graph may cache.</summary>
    public static IEnumerable<Question> Plain() => Keys.Where(key => key.Kind is NodeKind.Issue or NodeKind.Transaction)
        .Select(key => Lookup(new() { Keys = [key], Limit = 1000 }));

    /// <summary>The views of all replays of the drawn facts.</summary>
    public static Question Replays()
    {
        List<ReplayId> replays = [.. Nodes.Where(node => node.Kind == NodeKind.Replay).Select(node => node.Replay)];
        return new("replays", async graph => Lines((await graph.ReplaysAsync(World.Organization, replays)).Select(Answer.Of)));
    }

    /// <summary>The latest replays.</summary>
    public static Question Latest(LatestReplaysQuery query) => new(
        $"latest {query.Limit} replays of {QueryDraw.Describe(query.Projects)}, visible {QueryDraw.Describe(query.Visible)}",
        async graph => Lines((await graph.LatestReplaysAsync(World.Organization, query)).Select(Answer.Of)));

    /// <summary>A lookup in one page.</summary>
    public static Question Lookup(LookupQuery query) => new(
        QueryDraw.Describe(query),
        async graph => Lines(Answer.Of(await graph.LookupAsync(World.Organization, query))))
    {
        AsksLinks = query.After is null,
        Owners = query.Keys.Select(key => key.Kind).Distinct().ToArray() is [NodeKind.Issue or NodeKind.Transaction] kind ? kind[0] : null,
    };

    /// <summary>A lookup in pages of the given size.</summary>
    public static Question Pages(LookupQuery query, int size) => new(
        $"in pages of {size}: {QueryDraw.Describe(query)}",
        async graph =>
        {
            var lines = new List<string>();
            LookupQuery next = query with { Limit = size, Events = false, ByKey = false };
            for (int page = 0; page < 100; page++)
            {
                LinkPage links = await graph.LookupAsync(World.Organization, next);
                lines.AddRange(links.Links.Select(link => $"page {page} of {links.Total}: {Answer.Of(link)}"));
                if (links.Next is not { } after)
                {
                    return Lines(lines);
                }

                next = next with { After = after };
            }

            return "no end of pages";
        });

    /// <summary>Neighbours, in pages.</summary>
    public static Question Neighbours(NeighbourQuery query, int size = 2) => new(
        $"{query.Kind}s of {query.Of}, window {QueryDraw.Describe(query.Window)}, fates {query.Fates},"
        + $" visible {QueryDraw.Describe(query.Visible)}",
        async graph =>
        {
            var lines = new List<string>();
            NeighbourQuery next = query with { Limit = size };
            for (int page = 0; page < 100; page++)
            {
                NeighbourPage neighbours = await graph.NeighboursAsync(World.Organization, next);
                lines.AddRange(neighbours.Items.Select(one => $"page {page} of {neighbours.Total}: {Answer.Of(one)}"));
                if (neighbours.Next is not { } after)
                {
                    return Lines(lines);
                }

                next = next with { After = after };
            }

            return "no end of pages";
        })
    {
        IsWalk = true,
        Owners = query is { Kind: NodeKind.Replay, Of.Kind: NodeKind.Issue or NodeKind.Transaction } ? query.Of.Kind : null,
    };

    /// <summary>Coverage.</summary>
    public static Question Coverage(CoverageQuery query) => new(
        $"coverage, {QueryDraw.Describe(query)}",
        async graph => Lines((await graph.CoverageAsync(World.Organization, query)).Select(Answer.Of)));

    /// <summary>The events that coverage counts under an outcome.</summary>
    public static Question CoverageEvents(CoverageQuery query, Outcome outcome, int limit) => new(
        $"the latest {limit} {outcome} events of coverage, {QueryDraw.Describe(query)}",
        async graph => Lines(
            (await graph.CoverageEventsAsync(World.Organization, query, outcome, limit)).Select(view => view.ToString())));

    /// <summary>Linked nodes.</summary>
    public static Question Linked(NodeKind kind) => new(
        $"linked {kind}s",
        async graph => Lines((await graph.LinkedAsync(World.Organization, kind)).Select(key => key.ToString())));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
