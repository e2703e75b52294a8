using FsCheck;
using FsCheck.Fluent;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Graph.Tests.Facts;

public sealed class FactBatchTests
{
    private const string Event = "0100100f0e0d0c0b0a090807060504030201ac027bead3f8a101";

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void Read_GivesBackWhatWasAdded() => Check.One(_config, Prop.ForAll(Arbitraries.Decks(40), deck =>
    {
        FactBatch batch = Batches.Of(deck.Facts);
        IReadOnlyList<IFact> read = FactLog.Read(batch);
        return batch.Count == deck.Facts.Count
            && new Deck(deck.Seed, read).ToString() == deck.ToString()
            && Batches.Of(read).Bytes.Span.SequenceEqual(batch.Bytes.Span);
    }));

    [Fact]
    public void Read_OfTwoBatches_IsReadOfOne() => Check.One(_config, Prop.ForAll(Arbitraries.Decks(20), Arbitraries.Decks(20), (a, b) =>
    {
        FactBatch both = Batches.Of(a.Facts);
        both.Add(Batches.Of(b.Facts));
        return both.Count == a.Facts.Count + b.Facts.Count
            && both.Bytes.Span.SequenceEqual(Batches.Of([.. a.Facts, .. b.Facts]).Bytes.Span);
    }));

    [Fact]
    public void Clear_ForgetsTheFacts()
    {
        FactBatch batch = Batches.Of(Make.Error(1), Make.Segment(1));

        batch.Clear();
        batch.Add(Make.Link(1, 2));

        Assert.Equal(1, batch.Count);
        Assert.IsType<EventLinkFact>(Assert.Single(FactLog.Read(batch)));
    }

    [Fact]
    public void Received_AtTheTimestamp_IsTheDefault() => Assert.Equal(
        Batches.Encode(Make.Error(1)), Batches.Encode(Make.Error(1, at: -60, received: -60)));

    [Fact]
    public void Read_OfNothing_IsNothing() => Assert.Equal(0, FactBatch.Read(default, new FactLog()));

    [Fact]
    public void Read_OfCutBytes_RefusesOrReadsWholeFacts() => Check.One(_config, Prop.ForAll(Arbitraries.Decks(3), deck =>
    {
        byte[] bytes = Batches.Of(deck.Facts).Bytes.ToArray();
        HashSet<int> ends = [.. deck.Facts.Select((_, i) => Batches.Of(deck.Facts.Take(i)).Bytes.Length)];
        for (int length = 0; length < bytes.Length; length++)
        {
            if (IsRead(bytes[..length]) != ends.Contains(length))
            {
                return false;
            }
        }

        return true;
    }));

    [Fact]
    public void Read_OfFlippedBits_RefusesAtMost() => Check.One(_config, Prop.ForAll(Arbitraries.Decks(2), deck =>
    {
        byte[] bytes = Batches.Of(deck.Facts).Bytes.ToArray();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            IsRead(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        return true;
    }));

    [Fact]
    public void Read_OfRandomBytes_RefusesAtMost()
    {
        var random = new Random(1);
        byte[] bytes = new byte[300];
        for (int run = 0; run < 50_000; run++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(13);
            IsRead(bytes.AsMemory(0, random.Next(bytes.Length)));
        }
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0c0000000000000000000000000000000000000000000000000000")]
    [InlineData("ff")]
    [InlineData("0b00")]
    [InlineData("0b0141")]
    [InlineData("0b00" + Event)]
    [InlineData("0b01410b0141" + Event)]
    [InlineData("0b0141030000000000000000000000000000000000000000")]
    public void Read_OfAnUnknownKind_IsRefused(string hex) => Assert.Throws<InvalidDataException>(
        () => FactBatch.Read(Convert.FromHexString(hex), new FactLog()));

    [Fact]
    public void Read_OfAListLongerThanItsFact_IsRefusedBeforeItIsAllocated()
    {
        // A merge at some time in project 1 of 2^32 issues.
        byte[] bytes = [5, 0, 0, 0, 0, 0, 0, 1, 0x80, 0x80, 0x80, 0x80, 0x10];

        Assert.Throws<InvalidDataException>(() => FactBatch.Read(bytes, new FactLog()));
    }

    // Any other exception fails the test.
    private static bool IsRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            FactBatch.Read(bytes, new FactLog());
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
