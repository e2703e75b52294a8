namespace ReplayGraph.Cli.Running;

/// <summary>The data folder or the server cannot be used; the message says why.</summary>
internal sealed class CannotUseException(string message, Exception? inner = null) : Exception(message, inner);
