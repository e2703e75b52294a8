using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Fuzz.Mutation;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Links;

namespace ReplayGraph.Fuzz.Journals;

/// <summary>Loads snapshots. The checksum is at the end, so the loader meets damaged bytes before it can detect them.</summary>
internal sealed class SnapshotTarget : Target
{
    private const string FileName = "snapshot";

    private static readonly NodeSettings _settings = new(TimeSpan.FromDays(90), EvidenceOptions.Default);

    private readonly Scratch _scratch = new();
    private readonly WrittenFile _file;

    /// <summary>Creates the file.</summary>
    public SnapshotTarget() => _file = new(Path.Combine(_scratch.Path, FileName));

    internal override string Name => FileName;

    internal override Shape Shape => Shape.Bytes;

    internal override int MaxBytes => 1 << 15;

    internal override IEnumerable<byte[]> Seeds => [.. ((int[])[1, 4, 12, 40]).Select((facts, seed) => WithoutRows(Saved(seed, facts)))];

    // An organization has arrays of a minimum size even when nearly empty, and so have the pieces of a table.
    internal override long MaxAllocation(int length) => (4 << 20) + (4096L * length);

    internal override void Mend(Draft draft, Dice dice)
    {
        if (draft.Length >= sizeof(uint) && !dice.OneIn(4))
        {
            Span<byte> bytes = draft.Bytes;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[^sizeof(uint)..], Crc32C.Append(0, bytes[..^sizeof(uint)]));
        }
    }

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        _file.Write(input.Span);
        GraphSnapshot.TryLoad(DiskStorage.Instance, _scratch.Path, _settings);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _file.Dispose();
        _scratch.Dispose();
    }

    private static byte[] Saved(int seed, int facts)
    {
        using var scratch = new Scratch();
        var options = new EmbeddedOptions { Folder = scratch.Path, SnapshotBytes = 0 };
        EmbeddedGraph graph = EmbeddedGraph.Open(options, new FakeTimeProvider(World.Now.ToDate()));
        graph.IngestAsync(World.Organization, Batches.Of(Deck.Draw(seed, facts).Facts)).AsTask().GetAwaiter().GetResult();
        graph.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return File.ReadAllBytes(Path.Combine(scratch.Path, FileName));
    }

    // Rows are in blocks of 256 KiB, mostly zeros, which would make an input a hundred times as expensive.
    private static byte[] WithoutRows(byte[] snapshot)
    {
        const int number = sizeof(long), block = 256 << 10;
        int at = 8 * number;
        long Take()
        {
            at += number;
            return BinaryPrimitives.ReadInt64LittleEndian(snapshot.AsSpan(at - number));
        }

        void PassArray()
        {
            long length = Take();
            at += (int)length;
        }

        PassArray();
        for (long names = Take(); names > 0; names--)
        {
            PassArray();
        }

        for (long projects = Take(); projects > 0; projects--)
        {
            Take();
        }

        at += number;
        snapshot[at] = 1;
        at += number;
        return [.. snapshot[..at], .. snapshot[(at + number + block)..]];
    }
}
