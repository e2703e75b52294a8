using ReplayGraph.Api.Status;
using ReplayGraph.Embedded;

namespace ReplayGraph.Standalone;

/// <summary>The status of the embedded host: what lies in its data folder, and what opening it found.</summary>
internal sealed class EmbeddedStatus(EmbeddedHost host, string folder) : IHostStatus
{
    public ValueTask<IReadOnlyList<StatusSection>> ReadAsync(CancellationToken cancel) => new(
    [
        new("Host", [new("Kind", "embedded, in this process"), new("Data folder", folder), .. Opening()]),
        new("Journal", Journal()),
        new("Snapshot", Snapshot()),
    ]);

    private IEnumerable<StatusValue> Opening()
    {
        if (!host.Opened.IsCompletedSuccessfully)
        {
            return [new("Opened", "not yet")];
        }

        OpenReport report = host.Opened.Result;
        return
        [
            new("Facts when it was opened", StatusText.Of(report.Facts)),
            new("Opening took", $"{report.Took.TotalSeconds:0.0} s, {StatusText.Bytes(report.Bytes)} of journal"),
        ];
    }

    private StatusValue[] Journal()
    {
        FileInfo[] files = Files("journal-*.log");
        return files.Length == 0
            ? [new("Files", "none")]
            :
            [
                new("Files", StatusText.Of(files.Length)),
                new("Size", StatusText.Bytes(files.Sum(file => file.Length))),
                new("Last written", StatusText.Time(files.Max(file => file.LastWriteTimeUtc))),
            ];
    }

    private StatusValue[] Snapshot() => Files("snapshot") is [var file, ..]
        ? [new("Size", StatusText.Bytes(file.Length)), new("Written", StatusText.Time(file.LastWriteTimeUtc))]
        : [new("Written", "not yet: when the journal has grown, and on a graceful stop")];

    // A file may be dropped while the folder is read; then the next reading is right.
    private FileInfo[] Files(string pattern)
    {
        try
        {
            return [.. new DirectoryInfo(folder).GetFiles(pattern).Where(file => file.Exists)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
