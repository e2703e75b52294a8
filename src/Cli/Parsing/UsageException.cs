namespace ReplayGraph.Cli.Parsing;

/// <summary>The command line, or a file that it names, is invalid; the message gives the reason.</summary>
internal sealed class UsageException(string message) : Exception(message);
