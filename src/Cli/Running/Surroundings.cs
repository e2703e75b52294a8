using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Cli.Running;

/// <summary>What the commands touch of the world: streams, clock, terminal. Tests give their own.</summary>
internal sealed record Surroundings
{
    /// <summary>Standard input.</summary>
    internal required Stream Input { get; init; }

    /// <summary>Where data goes.</summary>
    internal required Stream Output { get; init; }

    /// <summary>Where talk goes.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a person reads <see cref="Output"/>.</summary>
    internal bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Error"/>.</summary>
    internal bool IsErrorTerminal { get; init; }

    /// <summary>The folder that is used if neither a folder nor a server is named.</summary>
    internal string DefaultData { get; init; } = "./data";

    /// <summary>The server that is tried if neither a folder nor a server is named.</summary>
    internal Uri DefaultServer { get; init; } = new("http://localhost:5000");

    /// <summary>Those of this process.</summary>
    internal static Surroundings OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = OpenOutput(),
        Error = Console.Error,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
    };

    // The console's own stream swallows the news that nobody reads a pipe any more. Seekable files stay with it: it writes where
    // others that share the file have come to.
    private static Stream OpenOutput()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!direct.CanSeek)
            {
                return direct;
            }
        }

        return Console.OpenStandardOutput();
    }
}
