using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class DataFolderTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Creates_the_folder()
    {
        string path = Path.Combine(_folder.Path, "a", "b");
        using var held = DataFolder.Open(path + Path.DirectorySeparatorChar);
        Assert.True(Directory.Exists(path));
        Assert.Equal(path, held.Path);
    }

    [Fact]
    public void Second_opener_learns_the_holder()
    {
        using var held = DataFolder.Open(_folder.Path);
        DataFolderInUseException e = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder.Path));
        Assert.StartsWith($"process {Environment.ProcessId} (", e.Holder, StringComparison.Ordinal);
        Assert.Matches(@"started \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", e.Holder);
        Assert.Contains(e.Holder, e.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Released_folder_can_be_opened_again()
    {
        DataFolder first = DataFolder.Open(_folder.Path);
        first.Dispose();
        using (DataFolder.Open(_folder.Path))
        {
            first.Dispose();
            Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder.Path));
        }
    }

    [Fact]
    public void Files_left_by_a_crash_do_not_lock()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "lock"), string.Empty);
        File.WriteAllText(Path.Combine(_folder.Path, "holder"), "process 1 (gone)");
        DataFolder.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void Holder_without_a_description_is_unknown()
    {
        using var held = DataFolder.Open(_folder.Path);
        File.Delete(Path.Combine(_folder.Path, "holder"));
        Assert.Contains("an unknown process", Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Path_of_a_file_is_refused()
    {
        string path = Path.Combine(_folder.Path, "file");
        File.WriteAllText(path, string.Empty);
        Assert.ThrowsAny<IOException>(() => DataFolder.Open(path));
    }

    [Fact]
    public void Names_are_flushed_by_the_operating_system()
    {
        if (OperatingSystem.IsLinux())
        {
            FolderFlush.Flush(_folder.Path);
            string missing = Path.Combine(_folder.Path, "none");
            Assert.Contains(missing, Assert.Throws<IOException>(() => FolderFlush.Flush(missing)).Message, StringComparison.Ordinal);
        }
    }
}
