using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ReplayGraph.Chaos.Servers;

/// <summary>Signals to processes, by Linux's numbers.</summary>
public static class Signals
{
    private const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;
    private const int NoSuchProcess = 3;

    /// <summary>Ends it where it stands.</summary>
    public static void SendKill(int process) => Send(process, Kill);

    /// <summary>Asks it to end.</summary>
    public static void SendTerminate(int process) => Send(process, Terminate);

    /// <summary>Stops it until it is continued; it cannot notice.</summary>
    public static void SendStop(int process) => Send(process, Stop);

    /// <summary>Lets it go on.</summary>
    public static void SendContinue(int process) => Send(process, Continue);

    // One that has ended meanwhile needs no signal.
    private static void Send(int process, int signal)
    {
        if (Send(process, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error, $"signal {signal} to process {process}");
        }

        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        static extern int Send(int process, int signal);
    }
}
