namespace ReplayGraph.Cli.Parsing;

/// <summary>The command line, or a file named in it, cannot be understood; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
