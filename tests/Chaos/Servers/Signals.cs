using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ReplayGraph.Chaos.Servers;

/// <summary>Sends signals to processes, by their numbers on Linux.</summary>
public static class Signals
{
    private const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;
    private const int NoSuchProcess = 3;

    /// <summary>SIGKILL: ends the process at once.</summary>
    public static void SendKill(int process) => Send(process, Kill);

    /// <summary>SIGTERM: asks the process to stop.</summary>
    public static void SendTerminate(int process) => Send(process, Terminate);

    /// <summary>SIGSTOP: pauses the process until SIGCONT. The process cannot handle it.</summary>
    public static void SendStop(int process) => Send(process, Stop);

    /// <summary>SIGCONT: resumes the process.</summary>
    public static void SendContinue(int process) => Send(process, Continue);

    // The process may have ended meanwhile.
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
