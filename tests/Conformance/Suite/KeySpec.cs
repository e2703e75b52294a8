using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Candidates for keys that a person types: all that are known are among them.</summary>
public abstract class KeySpec : LatestReplaySpec
{
    [Fact]
    public async Task Keys_BeginWithTheText()
    {
        IGraph graph = await GraphOf(
        [
            Make.Error(1, issue: 7, transaction: "GET /a"),
            Make.Error(2, issue: 5, transaction: "GET /é"),
            Make.Error(3, transaction: "GET /"),
            Make.Error(4, transaction: "GET"),
            Make.Error(5, transaction: "POST /a"),
        ]);

        Assert.Equal(["GET /", "GET /a", "GET /é"], await NamesAsync("GET /"));
        Assert.Equal(["GET", "GET /", "GET /a", "GET /é", "POST /a"], await NamesAsync(""));
        Assert.Equal(["GET", "GET /"], await NamesAsync("GET", 2));
        Assert.Empty(await NamesAsync("PUT"));
        Assert.Equal([NodeKey.Of(World.Issue(5)), NodeKey.Of(World.Issue(7))], await graph.KeysAsync(World.Organization, NodeKind.Issue, "", 9));
        Assert.Empty(await graph.KeysAsync(OrganizationId.Parse("other"), NodeKind.Issue, "", 9));

        async Task<IEnumerable<string>> NamesAsync(string prefix, int limit = 9)
        {
            List<string> known = [];
            foreach (NodeKey key in await graph.KeysAsync(World.Organization, NodeKind.Transaction, prefix, limit))
            {
                if ((await graph.LookupAsync(World.Organization, new() { Keys = [key] })).IsKnown)
                {
                    known.Add(key.Transaction);
                }
            }

            return known;
        }
    }
}
