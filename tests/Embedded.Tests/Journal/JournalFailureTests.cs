using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class JournalFailureTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();
    private readonly FaultyStorage _storage = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(76)]
    [InlineData(100)]
    public void Full_disk_is_undone_and_heals(int room)
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1)]);
        JournalPosition end = writer.End;
        _storage.Room = room;
        JournalFailedException e = Fail(writer, 2, 3);
        Assert.Equal((_folder.Segment(1), end.Offset, "no space left", false), (e.File, e.Offset, e.Cause, e.IsPermanent));
        Assert.Contains($"{e.File}, offset {e.Offset}: no space left", e.Message, StringComparison.Ordinal);
        Assert.Equal(end, writer.End);
        Assert.Equal(end.Offset, new FileInfo(_folder.Segment(1)).Length);
        Assert.Null(writer.Failure);

        _storage.Room = long.MaxValue;
        writer.Append([JournalTestFolder.Frame(4)]);
        Assert.Equal([1, 4], _folder.ReadIds());
    }

    [Fact]
    public void Failed_write_that_cannot_be_undone_fails_appends_until_it_can()
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1)]);
        (_storage.Room, _storage.TruncateFails) = (100, true);
        Fail(writer, 2, 3);
        _storage.Room = long.MaxValue;
        JournalFailedException later = Fail(writer, 4);
        Assert.Equal("no space left", later.Cause);
        Assert.Throws<JournalFailedException>(() => writer.Append([]));
        Assert.Throws<JournalFailedException>(writer.Roll);
        Assert.False(writer.TryRecover());
        Fail(writer, 5);

        _storage.TruncateFails = false;
        Assert.True(writer.TryRecover());
        Assert.True(writer.TryRecover());
        Assert.Null(writer.Failure);
        writer.Append([JournalTestFolder.Frame(6)]);
        Assert.Equal([1, 6], _folder.ReadIds());
    }

    [Fact]
    public void Failed_flush_is_permanent()
    {
        using (JournalWriter writer = _folder.OpenWriter(_storage))
        {
            writer.Append([JournalTestFolder.Frame(1)]);
            JournalPosition end = writer.End;
            _storage.FlushFails = true;
            JournalFailedException e = Fail(writer, 2);
            Assert.True(e.IsPermanent);
            Assert.Contains("Restart", e.Message, StringComparison.Ordinal);
            _storage.FlushFails = false;
            Assert.True(Fail(writer, 3).IsPermanent);
            Assert.False(writer.TryRecover());
            Assert.True(Fail(writer, 4).IsPermanent);
            Assert.Equal(end, writer.End);
        }

        _folder.Write(5);
        Assert.Equal([1, 5], _folder.ReadIds());
    }

    [Fact]
    public void Failed_flush_of_the_truncation_is_permanent()
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        (_storage.Room, _storage.FlushFails) = (10, true);
        Assert.True(Fail(writer, 1).IsPermanent);
        (_storage.Room, _storage.FlushFails) = (long.MaxValue, false);
        Assert.False(writer.TryRecover());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void Full_disk_at_a_roll_leaves_the_old_segment_and_heals(int room)
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1)]);
        _storage.Room = room;
        List<bool> isThere = [];
        _storage.OnFolder = () => isThere.Add(File.Exists(_folder.Segment(2)));
        Assert.Equal(_folder.Segment(2), Assert.Throws<JournalFailedException>(writer.Roll).File);

        // The deletion was made durable.
        Assert.Equal([false, false], isThere);
        Assert.Null(writer.Failure);

        _storage.Room = long.MaxValue;
        writer.Append([JournalTestFolder.Frame(2)]);
        writer.Roll();
        writer.Append([JournalTestFolder.Frame(3)]);
        Assert.Equal([1, 2, 3], _folder.ReadIds());
        Assert.Equal(2, writer.End.Segment);
    }

    [Fact]
    public void Segment_that_can_be_neither_created_nor_deleted_fails_appends_until_it_is()
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1)]);
        (_storage.Room, _storage.DeleteFails) = (5, true);
        Assert.Throws<JournalFailedException>(writer.Roll);
        _storage.Room = long.MaxValue;
        Fail(writer, 2);
        _storage.DeleteFails = false;
        Assert.True(writer.TryRecover());
        writer.Roll();
        writer.Append([JournalTestFolder.Frame(3)]);
        Assert.Equal([1, 3], _folder.ReadIds());
    }

    [Fact]
    public void Segment_whose_deletion_may_not_be_durable_fails_appends()
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1)]);
        (_storage.Room, _storage.FolderFlushFails) = (5, true);
        Assert.True(Assert.Throws<JournalFailedException>(writer.Roll).IsPermanent);
        (_storage.Room, _storage.FolderFlushFails) = (long.MaxValue, false);
        Assert.True(Fail(writer, 2).IsPermanent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failed_flush_at_a_roll_is_permanent(bool folder)
    {
        using JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1)]);
        (_storage.FlushFails, _storage.FolderFlushFails) = (!folder, folder);
        Assert.True(Assert.Throws<JournalFailedException>(writer.Roll).IsPermanent);
        (_storage.FlushFails, _storage.FolderFlushFails) = (false, false);
        Assert.True(Fail(writer, 2).IsPermanent);
        Assert.Equal([1], _folder.ReadIds());
    }

    private static JournalFailedException Fail(JournalWriter writer, params int[] ids) =>
        Assert.Throws<JournalFailedException>(() => writer.Append([.. ids.Select(id => JournalTestFolder.Frame(id))]));
}
