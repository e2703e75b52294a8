using System.Globalization;
using System.Text.Json;
using ReplayGraph.Bench.Children;

namespace ReplayGraph.Bench.Importing;

/// <summary>The client of an importing process. It stays up, so that only the first commands wait for the JIT.</summary>
internal sealed class ImportProcess : IDisposable
{
    private readonly Child _child = Child.StartRole("replaygraph", Roles.Import);

    internal Task<Measured> ParseAsync(string file, CancellationToken cancel) => AskAsync([ImportRole.Parse, file], cancel);

    /// <param name="file">The facts.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="flush">What to add to each flush; zero for the disk as it is.</param>
    /// <param name="cancel">Stops waiting.</param>
    internal Task<Measured> ImportAsync(string file, string folder, TimeSpan flush, CancellationToken cancel) =>
        AskAsync([ImportRole.Import, file, folder, flush.ToString("c", CultureInfo.InvariantCulture)], cancel);

    /// <summary>Imports without closing the folder: disposing kills the process.</summary>
    internal Task<Measured> ImportAndLeaveAsync(string file, string folder, CancellationToken cancel) =>
        AskAsync([ImportRole.Leave, file, folder], cancel);

    internal Task<Measured> OpenAsync(string folder, CancellationToken cancel) => AskAsync([ImportRole.Open, folder], cancel);

    internal Task<Measured> WeighAsync(string warmUp, string file, string folder, CancellationToken cancel) =>
        AskAsync([ImportRole.Memory, warmUp, file, folder], cancel);

    public void Dispose() => _child.Dispose();

    private async Task<Measured> AskAsync(string[] command, CancellationToken cancel)
    {
        await _child.Input.WriteLineAsync(string.Join('\t', command).AsMemory(), cancel);
        await _child.Input.FlushAsync(cancel);
        string answer = await _child.Output.ReadLineAsync(cancel) ?? throw new BenchException($"{command[0]} failed");
        return JsonSerializer.Deserialize<Measured>(answer)!;
    }
}
