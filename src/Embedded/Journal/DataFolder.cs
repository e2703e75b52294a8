using System.Diagnostics;

namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// A data folder, held by this process alone until disposed. The lock is one of the operating system on the file <c>lock</c>: it
/// ends with the process, however that ends. Advisory on Unix; some network file systems do not have it.
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

    /// <summary>Creates the folder if it is not there, and takes it.</summary>
    /// <exception cref="DataFolderInUseException">Somebody has it; the message says who.</exception>
    /// <exception cref="IOException">The folder cannot be created or written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        Create(path);
        FileStream held = Lock(path);
        try
        {
            // Renamed into place, so that whoever reads it meanwhile sees all or nothing of it.
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

    /// <summary>Lets go of the folder.</summary>
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
            return "a process that has not said who it is";
        }
    }

    private static string DescribeThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        return $"process {Environment.ProcessId} ({self.ProcessName}) on {Environment.MachineName}, "
            + $"started {self.StartTime.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}";
    }
}
