namespace ReplayGraph.Cli.Running;

/// <summary>The data folder or the server cannot be used; the message gives the reason.</summary>
internal sealed class CannotUseException(string message, Exception? inner = null) : Exception(message, inner);
