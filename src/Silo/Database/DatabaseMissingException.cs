namespace ReplayGraph.Silo.Database;

/// <summary>The database could not be made ready.</summary>
internal sealed class DatabaseMissingException(string message, Exception inner) : Exception(message, inner);
