using System.Diagnostics;

namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// A data folder that this process holds exclusively until disposed. An operating system lock on the file <c>lock</c> guards it, so the
/// lock ends with the process. The lock is advisory on Unix, and some network file systems lack it.
/// </summary>
public sealed class DataFolder : IHeldFolder
{
    private const string LockName = "lock";
    private const string HolderName = "holder";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Creates the folder if it does not exist, and locks it.</summary>
    /// <exception cref="DataFolderInUseException">Another holder has the lock; the message names it.</exception>
    /// <exception cref="IOException">The folder cannot be created or written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user cannot write there.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        Create(path);
        FileStream held = Lock(path);
        try
        {
            // Renamed into place, so that concurrent readers see all of it or nothing.
            string holder = System.IO.Path.Combine(path, HolderName);
            File.WriteAllText(holder + ".new", DescribeThisProcess());
            File.Move(holder + ".new", holder, overwrite: true);
        }
        catch
        {
            held.Dispose();
            throw;
        }

        return new(path, held);
    }

    /// <summary>Releases the folder.</summary>
    public void Dispose()
    {
        if (_lock.SafeFileHandle.IsClosed)
        {
            return;
        }

        try
        {
            File.Delete(System.IO.Path.Combine(Path, HolderName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a description: the next holder replaces it.
        }

        _lock.Dispose();
    }

    private static void Create(string path)
    {
        var parents = new Stack<string>();
        for (string? at = path; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
        {
            parents.Push(System.IO.Path.GetDirectoryName(at) ?? at);
        }

        Directory.CreateDirectory(path);
        while (parents.TryPop(out string? parent))
        {
            FolderFlush.Flush(parent);
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new DataFolderInUseException(path, ReadHolder(path));
        }
    }

    private static bool IsHeldByAnother(IOException e)
    {
        const int WindowsSharing = unchecked((int)0x80070020);
        const int LinuxWouldBlock = 11;
        const int BsdWouldBlock = 35;
        return e.HResult == (OperatingSystem.IsWindows() ? WindowsSharing : OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);
    }

    private static string ReadHolder(string path)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(path, HolderName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "an unknown process";
        }
    }

    private static string DescribeThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        return $"process {Environment.ProcessId} ({self.ProcessName}) on {Environment.MachineName}, "
            + $"started {self.StartTime.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}";
    }
}
