namespace ReplayGraph.LongKill.Runs;

/// <summary>Writes progress to the console and to a file beside the logs. Safe for concurrent use.</summary>
public sealed class Talk : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TextWriter _out;
    private readonly StreamWriter _file;

    /// <summary>Writes to a writer and to a file in a folder.</summary>
    public Talk(TextWriter to, string folder)
    {
        (_out, Folder) = (to, folder);
        _file = new StreamWriter(Path.Combine(folder, "long-kill.log")) { AutoFlush = true };
    }

    /// <summary>The folder of the logs.</summary>
    public string Folder { get; }

    /// <summary>Writes a line.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            string text = $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}";
            _out.WriteLine(text);
            _file.WriteLine(text);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
