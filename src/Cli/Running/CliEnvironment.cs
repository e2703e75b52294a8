namespace ReplayGraph.Cli.Running;

/// <summary>What commands use of the process: streams, clock and terminal. Tests substitute their own.</summary>
internal sealed record CliEnvironment
{
    internal required Stream Input { get; init; }

    /// <summary>Standard output, for data.</summary>
    internal required Stream Output { get; init; }

    /// <summary>Standard error, for messages.</summary>
    internal required TextWriter Error { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal bool IsInputTerminal { get; init; }

    internal bool IsOutputTerminal { get; init; }

    internal bool IsErrorTerminal { get; init; }

    /// <summary>The columns of the terminal of <see cref="Output"/>; 0 if unknown.</summary>
    internal int Columns { get; init; }

    /// <summary>The data folder to use if neither a folder nor a server is named.</summary>
    internal string DefaultData { get; init; } = "./data";

    /// <summary>The server to try if neither a folder nor a server is named.</summary>
    internal Uri DefaultServer { get; init; } = new("http://localhost:5000");

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
