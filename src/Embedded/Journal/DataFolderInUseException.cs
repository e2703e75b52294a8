namespace ReplayGraph.Embedded.Journal;

/// <summary>Another process, or another opener in this one, has the data folder.</summary>
public sealed class DataFolderInUseException(string path, string holder)
    : IOException($"The data folder {path} is in use by {holder}")
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>Who holds it, as that process described itself: process id, program, machine, since when.</summary>
    public string Holder { get; } = holder;
}
