namespace ReplayGraph.Embedded.Journal;

/// <summary>The data folder is locked by another process, or by another graph in this one.</summary>
public sealed class DataFolderInUseException(string path, string holder)
    : IOException($"The data folder {path} is in use by {holder}.")
{
    /// <summary>The holder's description of itself: process id, program, machine, start time.</summary>
    public string Holder { get; } = holder;
}
