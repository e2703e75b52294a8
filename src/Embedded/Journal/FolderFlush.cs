using System.Runtime.InteropServices;

namespace ReplayGraph.Embedded.Journal;

/// <summary>Makes file creations, renames and deletions in a folder durable.</summary>
/// <remarks>
/// .NET cannot open folders, so this calls the C library, on Linux only: Windows logs names itself, and the flags differ elsewhere. On
/// other systems it does nothing.
/// </remarks>
internal static class FolderFlush
{
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    /// <summary>Flushes the folder's entries to disk.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
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

        // A file system that cannot flush folders returns EINVAL. Nothing more can be done there.
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

#pragma warning disable SYSLIB1054, IDE1006, CA2101 // generated marshalling needs unsafe code; names as in the C library
    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
#pragma warning restore SYSLIB1054, IDE1006, CA2101
}
