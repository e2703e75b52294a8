using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Tests.Links;

public sealed class FoldedLinksTests
{
    [Fact]
    public void Evidence_OnlyGrows()
    {
        var table = new FoldedLinks();
        Assert.Equal(1, table.Add(Entries.Of(Make.Error(1, issue: 10), 1, Evidence.Trace)));
        Assert.Equal(1, table.Add(Entries.Of(Make.Error(1, issue: 10), 1, Evidence.Tagged)));
        Assert.Equal(0, table.Add(Entries.Of(Make.Error(1, issue: 10), 1, Evidence.Trace)));
        Assert.Equal([(1, 1, Evidence.Tagged | Evidence.Trace)], Links(table));
    }

    [Fact]
    public void ExceptKnown_ReturnsNewEntries_AndChangesNothing()
    {
        var table = new FoldedLinks();
        byte[] known = Entries.Of(Make.Error(1, issue: 10), 1, Evidence.Trace);
        byte[] other = Entries.Of(Make.Error(2, issue: 10), 1, Evidence.Trace);
        table.Add(known);
        Assert.Equal(other, table.ExceptKnown(Entries.Both(known, other)));
        Assert.Equal(other, table.ExceptKnown(Entries.Both(known, other)));
        Assert.Empty(table.ExceptKnown(known));
        Assert.Equal([(1, 1, Evidence.Trace)], Links(table));
    }

    [Fact]
    public void Withdrawn_IsGoneForGood_InAnyOrder()
    {
        byte[] link = Entries.Of(Make.Error(1, issue: 10), 1, Evidence.Trace);
        byte[] withdrawal = Entries.Withdrawn(Make.Error(1, issue: 10));
        byte[] stays = Entries.Of(Make.Error(1, issue: 10, at: -59), 1, Evidence.Trace);
        byte[][][] orders = [[link, withdrawal, stays], [withdrawal, stays, link], [stays, link, withdrawal]];
        foreach (byte[] entries in orders.Select(Entries.Both))
        {
            var table = new FoldedLinks();
            table.Add(entries);
            Assert.Equal(1, Assert.Single(Links(table)).Event);
            Assert.Empty(table.ExceptKnown(link));
            Assert.Empty(table.ExceptKnown(withdrawal));
        }
    }

    [Fact]
    public void WithoutExpired_KeepsWhatCanStillBeShown_AndWithdrawals()
    {
        const int day = 24 * 60;
        byte[] old = Entries.Of(Make.Error(1, issue: 10, at: -10 * day), 1, Evidence.Trace);
        byte[] recent = Entries.Of(Make.Error(2, issue: 10), 2, Evidence.Trace);
        byte[] gone = Entries.Of(Make.Error(3, issue: 10), 3, Evidence.Trace);
        var table = new FoldedLinks();
        table.Add(Entries.Both(old, recent, gone, Entries.Withdrawn(Make.Error(3, issue: 10))));
        var expiry = new Expiry(World.Now, TimeSpan.FromDays(7));

        FoldedLinks kept = table.WithoutExpired(expiry);

        Assert.Equal(1, table.CountExpired(expiry));
        Assert.Equal([(2, 2, Evidence.Trace)], Links(kept));
        Assert.Equal([World.Replay(2)], kept.ReplayIds);
        Assert.Equal(0, kept.Add(Entries.Both(recent, gone)));
        Assert.Equal([(2, 2, Evidence.Trace)], Links(kept));
    }

    [Fact]
    public void WithoutExpired_KeepsMentions()
    {
        var table = new FoldedLinks();
        table.Mentions.Add(World.Project(1), World.Now, 0);

        FoldedLinks kept = table.WithoutExpired(new(World.Now, TimeSpan.FromDays(7)));

        Assert.Equal(table.Mentions.All.ToArray(), kept.Mentions.All.ToArray());
    }

    [Fact]
    public void Replays_AreNumberedInOrderOfArrival()
    {
        var table = new FoldedLinks();
        table.Add(Entries.Both(Entries.Of(Make.Error(1), 7, Evidence.Trace), Entries.Of(Make.Error(2), 3, Evidence.Trace)));
        IReadOnlyList<ReplayId> ids = table.ReplayIds;
        table.Add(Entries.Both(Entries.Of(Make.Error(3), 7, Evidence.Trace), Entries.Of(Make.Error(4), 5, Evidence.Trace)));
        Assert.Equal([World.Replay(7), World.Replay(3), World.Replay(5)], ids);
    }

    [Fact]
    public void RepeatedEvents_AreTwoObservationsOfOneEvent_OfOneProject()
    {
        byte[] first = Entries.Of(Make.Error(1, issue: 10, transaction: "/a"), 1, Evidence.Trace);
        byte[] repeated = Entries.Of(Make.Error(1, issue: 11, transaction: "/a"), 1, Evidence.Trace);
        byte[] elsewhere = Entries.Of(Make.Error(1, issue: 12, project: 2, transaction: "/a"), 1, Evidence.Trace);
        byte[] again = Entries.Of(Make.Error(1, issue: 10, transaction: "/a"), 2, Evidence.Trace);
        Assert.False(TableOf(first, elsewhere, again).HasRepeatedEvents);
        Assert.True(TableOf(first, repeated).HasRepeatedEvents);
    }

    [Fact]
    public void MalformedEntries_AreRejected()
    {
        byte[] link = Entries.Of(Make.Error(1), 1, Evidence.Trace);
        Assert.Throws<InvalidDataException>(() => new FoldedLinks().Add(link.AsMemory(0, link.Length - 1)));
        Assert.Throws<InvalidDataException>(() => new FoldedLinks().Add((byte[])[9, .. link[1..]]));
        var segment = new LinkEntries();
        segment.Add(LinkEntryKind.Link, Evidence.Trace, World.Replay(1), Batches.Encode(Make.Segment(1)));
        Assert.Throws<InvalidDataException>(() => new FoldedLinks().Add(segment.Bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Drawn_IsWhatASetOfThemIs(int seed)
    {
        var random = new Random(seed);
        var table = new FoldedLinks();
        Dictionary<(int Event, int At, int Replay), Evidence> links = [];
        HashSet<(int, int)> withdrawn = [];
        List<byte[]> log = [];
        for (int i = 0; i < 3000; i++)
        {
            (int Event, int At) observation = (random.Next(1, 400), -random.Next(1, 4));
            EventFact fact = Make.Error(observation.Event, issue: 10, at: observation.At);
            int replay = random.Next(1, 6);
            var evidence = (Evidence)random.Next(1, 8);
            bool isWithdrawal = random.Next(30) == 0;
            byte[] added = table.ExceptKnown(isWithdrawal ? Entries.Withdrawn(fact) : Entries.Of(fact, replay, evidence));
            bool isNew = isWithdrawal ? withdrawn.Add(observation) : !withdrawn.Contains(observation)
                && (links.GetValueOrDefault((observation.Event, observation.At, replay)) & evidence) != evidence;
            Assert.Equal(isNew, added.Length > 0);
            if (isNew && !isWithdrawal)
            {
                links[(observation.Event, observation.At, replay)] =
                    evidence | links.GetValueOrDefault((observation.Event, observation.At, replay));
            }

            log.Add(added);
            table.Add(added);
        }

        IEnumerable<(int Event, int Replay, Evidence Evidence)> expected = links
            .Where(link => !withdrawn.Contains((link.Key.Event, link.Key.At)))
            .Select(link => (link.Key.Event, link.Key.Replay, link.Value));
        Assert.Equal(expected.Order(), Links(table).Order());
        Assert.Equal(expected.Order(), Links(FoldedLinks.Of(new NodeLog(log, default))).Order());
        Assert.Equal(expected.Order(), Links(TableOf(table.View().Entries.ToArray())).Order());
    }

    [Fact]
    public void Observations_OfAnyLength_AreKept()
    {
        var packed = new PackedBytes();
        int[] lengths = [0, 1, 200, 70_000, 3, 1_048_576, 5_000_000, 17];
        byte[][] runs = [.. lengths.Select(length => Enumerable.Repeat((byte)length, length).ToArray())];
        uint[] at = [.. runs.Select(run => packed.Add(run))];
        for (int i = 0; i < runs.Length; i++)
        {
            Assert.Equal(runs[i], packed[at[i]].ToArray());
        }
    }

    private static FoldedLinks TableOf(params byte[][] entries)
    {
        var table = new FoldedLinks();
        Assert.True(table.Add(Entries.Both(entries)) > 0);
        return table;
    }

    private static List<(int Event, int Replay, Evidence Evidence)> Links(FoldedLinks table)
    {
        List<(int, int, Evidence)> links = [];
        LinkEntries.Read(table.View().Entries, entry => links.Add((
            World.Number(Observations.Fact(entry.Observation).EventId), World.Number(entry.Replay), entry.Evidence)));
        return links;
    }
}
