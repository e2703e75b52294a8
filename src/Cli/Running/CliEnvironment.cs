namespace ReplayGraph.Cli.Running;

/// <summary>What the commands touch of the world: streams, clock, terminal. Tests give their own.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Standard input.</summary>
    internal required Stream Input { get; init; }

    /// <summary>Where data goes.</summary>
    internal required Stream Output { get; init; }

    /// <summary>Where messages go.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a person types <see cref="Input"/>.</summary>
    internal bool IsInputTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Output"/>.</summary>
    internal bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person reads <see cref="Error"/>.</summary>
    internal bool IsErrorTerminal { get; init; }

    /// <summary>The columns of a terminal that shows <see cref="Output"/>; 0: nobody knows.</summary>
    internal int Columns { get; init; }

    /// <summary>The folder that is used if neither a folder nor a server is named.</summary>
    internal string DefaultData { get; init; } = "./data";

    /// <summary>The server that is tried if neither a folder nor a server is named.</summary>
    internal Uri DefaultServer { get; init; } = new("http://localhost:5000");

    /// <summary>Those of this process.</summary>
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
