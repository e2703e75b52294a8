namespace ReplayGraph.Silo.Database;

/// <summary>The database is not available or cannot be used.</summary>
internal sealed class DatabaseMissingException(string message, Exception inner) : Exception(message, inner);
