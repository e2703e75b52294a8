using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

/// <summary>Crashes and reopens a journal repeatedly: after each crash, everything acknowledged is there exactly once.</summary>
public sealed class JournalCrashTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Everything_acknowledged_survives_exactly_once(int seed)
    {
        using var folder = new JournalTestFolder();
        var random = new Random(seed);
        List<int> kept = [];
        int id = 0;
        for (int life = 0; life < 12; life++)
        {
            int[] pending;
            JournalPosition end;
            var storage = new FaultyStorage();
            using (JournalWriter writer = folder.OpenWriter(storage, segmentBytes: 4096))
            {
                for (int i = random.Next(6); i > 0; i--)
                {
                    JournalFrame[] frames = Frames(random, ref id);
                    writer.Append(frames);
                    kept.AddRange(frames.Select(f => (int)f.Count));
                    Drop(random, writer, kept, folder);
                }

                // The last append, and its undoing, reach the file but not the disk.
                (storage.FlushFails, storage.TruncateFails) = (true, true);
                JournalFrame[] lost = Frames(random, ref id);
                pending = [.. lost.Select(f => (int)f.Count)];
                Assert.Throws<JournalFailedException>(() => writer.Append(lost));
                end = writer.End;
            }

            Crash(random, folder.Segment(end.Segment), end.Offset);
            int[] found = folder.ReadIds();
            Assert.Equal(kept, found.Take(kept.Count));
            Assert.Equal(pending.Take(found.Length - kept.Count), found.Skip(kept.Count));
            kept = [.. found];
        }

        Assert.True(kept.Count > 5 && id > kept.Count);
    }

    private static JournalFrame[] Frames(Random random, ref int id)
    {
        var frames = new JournalFrame[random.Next(1, 6)];
        for (int i = 0; i < frames.Length; i++)
        {
            frames[i] = JournalTestFolder.Frame(++id, random.Next(8) == 0 ? 20_000 : random.Next(4, 1500), id);
        }

        return frames;
    }

    private static void Drop(Random random, JournalWriter writer, List<int> kept, JournalTestFolder folder)
    {
        if (random.Next(8) == 0)
        {
            // Frames expire in the order of their ids.
            int now = kept[random.Next(kept.Count)];
            writer.DropExpired(now);
            int dropped = kept.Count - folder.ReadIds().Length;
            Assert.True(kept.Take(dropped).All(k => k < now));
            kept.RemoveRange(0, dropped);
        }
    }

    /// <summary>
    /// Simulates a power loss on bytes that were never flushed: the end may be missing, and some sectors were never written.
    /// </summary>
    private static void Crash(Random random, string path, long durable)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.SetLength(random.NextInt64(durable, file.Length + 1));
        for (long sector = durable / 512; sector * 512 < file.Length; sector++)
        {
            if (random.Next(6) == 0)
            {
                long from = Math.Max(durable, sector * 512);
                file.Position = from;
                file.Write(new byte[Math.Min((sector + 1) * 512, file.Length) - from]);
            }
        }
    }
}
