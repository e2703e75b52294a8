using System.Runtime.InteropServices;

namespace ReplayGraph.Embedded.Threads;

/// <summary>
/// Starts threads that only ingest. They have the lowest priority of the operating system, so a lookup gets a processor as soon as it asks
/// for one, however much is ingested.
/// </summary>
/// <remarks>
/// On Linux, .NET ignores the priority of a thread, so this calls the C library. Lookups that keep all processors busy still leave a
/// thread of nice value 19 about 1.5 % of one. Lookups never wait for a lock that such a thread holds.
/// </remarks>
public static class IngestThread
{
    private const int Process = 0, CallingThread = 0, Lowest = 19;

    /// <summary>Starts a background thread.</summary>
    /// <param name="name">The name of the thread.</param>
    /// <param name="run">What it runs.</param>
    public static Thread Start(string name, Action run)
    {
        var thread = new Thread(() =>
        {
            if (OperatingSystem.IsLinux())
            {
                // Where this is refused, the thread keeps its priority, and lookups wait longer.
                _ = setpriority(Process, CallingThread, Lowest);
            }

            run();
        })
        {
            Name = name,
            IsBackground = true,
            Priority = OperatingSystem.IsLinux() ? ThreadPriority.Normal : ThreadPriority.Lowest,
        };
        thread.Start();
        return thread;
    }

#pragma warning disable SYSLIB1054, IDE1006 // generated marshalling needs unsafe code; a name as in the C library
    [DllImport("libc")]
    private static extern int setpriority(int which, uint who, int nice);
#pragma warning restore SYSLIB1054, IDE1006
}
