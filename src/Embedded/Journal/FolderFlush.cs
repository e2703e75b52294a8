using System.Runtime.InteropServices;

namespace ReplayGraph.Embedded.Journal;

/// <summary>Makes created, renamed and deleted names of a folder durable.</summary>
/// <remarks>
/// .NET opens no folders, so this calls the C library. On Linux only: Windows keeps names in its own log, and elsewhere the flags differ;
/// there it does nothing.
/// </remarks>
internal static class FolderFlush
{
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    /// <summary>Flushes the folder's entries to disk.</summary>
    /// <exception cref="IOException">The operating system could not.</exception>
    internal static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int descriptor = Retry(() => open(path, ReadOnlyCloseOnExec));
        if (descriptor < 0)
        {
            throw Failed(path, Marshal.GetLastPInvokeError());
        }

        int result = Retry(() => fsync(descriptor));
        int error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);

        // A file system that cannot flush folders says that the argument is wrong; there is nothing more to be had from it.
        if (result < 0 && error != InvalidArgument)
        {
            throw Failed(path, error);
        }
    }

    private static int Retry(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return result;
    }

    private static IOException Failed(string path, int error) =>
        new($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);

#pragma warning disable SYSLIB1054, IDE1006, CA2101 // generated marshalling needs unsafe code; the names are those of the C library
    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
#pragma warning restore SYSLIB1054, IDE1006, CA2101
}
