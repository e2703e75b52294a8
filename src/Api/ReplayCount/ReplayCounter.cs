using System.Globalization;
using System.Runtime.CompilerServices;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.ReplayCount.Search;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>
/// Counts replays as Sentry does: those whose segment 0 is in the window and that no row in the window archives, over all projects of the
/// request. Unlike Sentry it counts links by listing and trace too, and does not sample.
/// </summary>
internal sealed class ReplayCounter(IGraph graph)
{
    private const int MaxCount = 51;
    private const int MaxRows = 25;

    // Most of them have a replay that counts, so a few are enough.
    private const int FirstKeys = 100;

    /// <summary>The replays of each identifier that has any: at most <see cref="MaxCount"/>.</summary>
    /// <exception cref="SearchException">A value of the list is invalid.</exception>
    internal async ValueTask<Dictionary<string, List<string>>> CountAsync(
        CountRequest request, CountedKeys keys, Caller caller, CancellationToken cancel)
    {
        if (keys.Key == "replay_id")
        {
            return await ExistingAsync(request, keys, caller, cancel);
        }

        if (request.Source == "spans" && keys.Values.Count > 1)
        {
            throw new SearchException("The spans data source only supports a single value");
        }

        NodeKind kind = keys.Key == "issue.id" ? NodeKind.Issue : NodeKind.Transaction;
        var counted = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (NodeKey[] chunk in ChunksAsync(keys, kind, caller, cancel))
        {
            IReadOnlyList<KeyLinks> each = await graph.LookupEachAsync(
                caller.Organization, Query(request, keys, caller, chunk, kind), cancel);
            foreach (KeyLinks links in each.Where(links => links.Links.Count > 0))
            {
                if (counted.Count < MaxRows)
                {
                    counted[links.Key.Id] = [.. links.Links.Take(MaxCount).Select(link => link.ReplayId.ToString())];
                }
            }

            cancel.ThrowIfCancellationRequested();
            if (counted.Count == MaxRows)
            {
                break;
            }
        }

        return counted;
    }

    // Without values, those that have a link, only as far as they are needed.
    private async IAsyncEnumerable<NodeKey[]> ChunksAsync(
        CountedKeys keys, NodeKind kind, Caller caller, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (keys.Pinned)
        {
            IEnumerable<string> values = keys.Values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal);
            foreach (NodeKey[] chunk in values.Select(value => Node(kind, value)).Chunk(MaxRows))
            {
                yield return chunk;
            }

            yield break;
        }

        NodeKey? after = null;
        for (int limit = FirstKeys; ; limit = LookupQuery.MaxKeys)
        {
            IReadOnlyList<NodeKey> linked = await graph.LinkedAsync(caller.Organization, kind, after, limit, cancel);
            if (linked.Count > 0)
            {
                yield return [.. linked];
            }

            if (linked.Count < limit)
            {
                yield break;
            }

            after = linked[^1];
        }
    }

    private static LookupQuery Query(CountRequest request, CountedKeys keys, Caller caller, NodeKey[] nodes, NodeKind kind) => new()
    {
        Keys = nodes,
        Strict = true,
        Limit = MaxCount,
        Filter = new()
        {
            Window = request.Window,
            Projects = request.Projects,
            Environments = request.Environments,
            Evidence = request.Evidence,
            Where = Where(request.Source, kind, keys.Rest),
            Fates = FateSet.Live | FateSet.Archived,
            Replay = new() { ExistsIn = request.Window, Projects = request.Projects },
            Visible = caller.Projects,
        },
    };

    // Only errors have issues. Errors have transaction names too, but some sources hold only transactions.
    private static Condition? Where(string source, NodeKind kind, Condition? rest)
    {
        string? type = kind == NodeKind.Issue ? null : source switch
        {
            "events" or "errors" => "error",
            "transactions" or "spans" => "transaction",
            _ => null,
        };
        Condition? ofType = type is null ? null : new Condition.Is(EventField.Type, [type]);
        return ofType is null ? rest : rest is null ? ofType : new Condition.All([ofType, rest]);
    }

    private static NodeKey Node(NodeKind kind, string value)
    {
        string name = kind == NodeKind.Issue ? "issue.id" : "transaction";
        return KeyText.TryParse(kind, value, out NodeKey key, out string error)
            ? key
            : throw new SearchException($"Invalid value '{Excerpt.Of(value)}' for '{name}' filter: {error}");
    }

    private async ValueTask<Dictionary<string, List<string>>> ExistingAsync(
        CountRequest request, CountedKeys keys, Caller caller, CancellationToken cancel)
    {
        var asked = keys.Values.Select(value => SentryUuid.Parse(value)).Distinct().ToList();
        IEnumerable<UInt128> both = asked.SelectMany(uuid => (UInt128[])[uuid.Sent, uuid.Version4]);
        ReplayId[] ids = [.. both.Where(id => id != default).Distinct().Select(id => new ReplayId(id))];
        IReadOnlyList<ReplayView> found = await graph.ReplaysAsync(caller.Organization, ids, cancel);
        var existing = found.Where(replay => Exists(replay, request, caller)).Select(replay => replay.ReplayId.Value).ToHashSet();
        var counted = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach ((UInt128 sent, UInt128 version4) in asked)
        {
            if (existing.Contains(sent) || existing.Contains(version4))
            {
                string id = version4.ToString("x32", CultureInfo.InvariantCulture);
                counted[id] = [id];
            }
        }

        return counted;
    }

    private static bool Exists(ReplayView replay, CountRequest request, Caller caller) =>
        replay.Fate is Fate.Live or Fate.Archived
        && replay.SegmentZeroAt != default
        && request.Window.Holds(replay.SegmentZeroAt)
        && !replay.ArchivedAt.Any(request.Window.Holds)
        && (request.Projects is null || request.Projects.Contains(replay.ProjectId))
        && caller.Sees(replay.ProjectId);
}
