using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Cli.Running;

internal static class StandardInput
{
    // The console's stream does its own line editing and misses the end of pasted input.
    internal static Stream OfProcess() => OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
}
