namespace ReplayGraph.Cli.Running;

/// <summary>What commands use of the process: streams, clock and terminal. Tests substitute their own.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Standard input.</summary>
    internal required Stream Input { get; init; }

    /// <summary>Standard output, for data.</summary>
    internal required Stream Output { get; init; }

    /// <summary>Standard error, for messages.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether <see cref="Input"/> is a terminal.</summary>
    internal bool IsInputTerminal { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    internal bool IsOutputTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    internal bool IsErrorTerminal { get; init; }

    /// <summary>The columns of the terminal of <see cref="Output"/>; 0 if unknown.</summary>
    internal int Columns { get; init; }

    /// <summary>The data folder to use if neither a folder nor a server is named.</summary>
    internal string DefaultData { get; init; } = "./data";

    /// <summary>The server to try if neither a folder nor a server is named.</summary>
    internal Uri DefaultServer { get; init; } = new("http://localhost:5000");

    /// <summary>The environment of this process.</summary>
    internal static CliEnvironment OfProcess() => new()
    {
        Input = StandardInput.OfProcess(),
        Output = StandardOutput.OfProcess(),
        Error = Console.Error,
        IsInputTerminal = !Console.IsInputRedirected,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        Columns = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
    };
}
