using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Cli.Running;

/// <summary>Standard input.</summary>
internal static class StandardInput
{
    // The console's own stream edits lines itself: it sees the end of the input only if nothing was pasted before it.
    internal static Stream OfProcess() => OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
}
