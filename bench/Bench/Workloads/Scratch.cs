using ReplayGraph.Cli.Generating;

namespace ReplayGraph.Bench.Workloads;

/// <summary>The temporary files of a run: generated workloads and data folders. Disposing deletes them.</summary>
internal sealed class Scratch : IDisposable
{
    // Nearly all events arrive within this time after the last of them happened.
    private static readonly TimeSpan _arrivals = TimeSpan.FromMinutes(1);

    private readonly string _root;
    private int _folders;

    internal Scratch(string under)
    {
        _root = Path.Combine(under, $"replaygraph-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(_root);
    }

    /// <summary>A path for a new data folder.</summary>
    internal string NewFolder() => Path.Combine(_root, $"data-{++_folders}");

    /// <summary>The path of a file.</summary>
    internal string File(string name) => Path.Combine(_root, name);

    internal static void Delete(string folder) => Directory.Delete(folder, recursive: true);

    /// <summary>Generates a workload that ends now, as <c>replaygraph generate</c> does.</summary>
    internal string Generate(long events, ulong seed, string? answersFile = null, CancellationToken cancel = default)
    {
        string file = File($"facts-{events}-{seed}.ndjson");
        var options = new WorkloadOptions(events, seed, default);
        options = options with { Start = Timestamp.From(TimeProvider.System.GetUtcNow()).Plus(-options.Span - _arrivals) };
        WorkloadAnswers? answers = answersFile is null ? null : new();
        using (FileStream to = System.IO.File.Create(file))
        {
            Workload.Write(options, to, answers, cancel);
        }

        if (answersFile is not null)
        {
            using FileStream to = System.IO.File.Create(answersFile);
            answers!.WriteTo(to);
        }

        return file;
    }

    public void Dispose() => Delete(_root);
}
