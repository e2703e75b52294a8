using System.Text;
using ReplayGraph.Embedded.Files;
using ReplayGraph.Embedded.Tests.Journal;

namespace ReplayGraph.Embedded.Tests.Files;

public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void HoldsWhatWasSavedLast()
    {
        var file = new StateFile(_folder, "webhooks");
        Assert.Equal("", Load(file));
        Save(file, "first");
        Save(file, "");
        Assert.Equal("", Load(file));
        Save(file, "second");
        Assert.Equal("second", Load(new(_folder, "webhooks")));
        Assert.Equal(["webhooks"], Names());
    }

    [Fact]
    public void IsSetAside_IfAnyByteIsDamagedOrMissing()
    {
        var file = new StateFile(_folder, "webhooks");
        Save(file, "content");
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder, "webhooks"));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 4;
            IsSetAside(damaged);
            IsSetAside(whole[..i]);
        }

        IsSetAside([.. whole, 0]);

        void IsSetAside(byte[] damaged)
        {
            File.WriteAllBytes(Path.Combine(_folder, "webhooks"), damaged);
            Assert.Empty(file.Load(out bool isDamaged));
            Assert.True(isDamaged);
            Assert.Equal(damaged, File.ReadAllBytes(file.DamagedPath));
            Assert.Empty(file.Load(out isDamaged));
            Assert.False(isDamaged);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KeepsTheOldContent_IfTheNewCannotBeWritten(bool isFull)
    {
        var storage = new FaultyStorage();
        var file = new StateFile(storage, _folder, "webhooks");
        Save(file, "old");
        (storage.Room, storage.FlushFails) = (isFull ? 4 : long.MaxValue, !isFull);
        Assert.ThrowsAny<IOException>(() => Save(file, "new"));
        (storage.Room, storage.FlushFails) = (long.MaxValue, false);
        Assert.Equal("old", Load(file));
        Assert.Equal(["webhooks"], Names());
        Save(file, "new");
        Assert.Equal("new", Load(file));
    }

    [Fact]
    public void IsDurable_WithItsName()
    {
        var storage = new FaultyStorage { FolderFlushFails = true };
        Assert.ThrowsAny<IOException>(() => Save(new(storage, _folder, "webhooks"), "new"));
        Assert.Equal(1, storage.Flushes);
    }

    private static string Load(StateFile file)
    {
        byte[] content = file.Load(out bool isDamaged);
        Assert.False(isDamaged);
        return Encoding.UTF8.GetString(content);
    }

    private static void Save(StateFile file, string content) => file.Save(Encoding.UTF8.GetBytes(content));

    private string[] Names() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path))];
}
