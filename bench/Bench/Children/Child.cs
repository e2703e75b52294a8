using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReplayGraph.Bench.Children;

/// <summary>A process under measurement. Its standard error goes to ours. Disposing kills it if it still runs.</summary>
internal sealed class Child : IDisposable
{
    // .../dotnet/shared/Microsoft.NETCore.App/10.0.0/: the same host that runs this program.
    private static readonly string _dotnet = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private readonly Process _process;

    private Child(Process process) => _process = process;

    internal StreamReader Output => _process.StandardOutput;

    internal StreamWriter Input => _process.StandardInput;

    /// <summary>The id of the process.</summary>
    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>The processor time that it has used.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Runs a program of this project as its users do.</summary>
    internal static Child StartProgram(string assembly, params string[] args) =>
        Start(_dotnet, [Beside(assembly + ".dll"), .. args]);

    /// <summary>
    /// Runs this program in a role, with the runtime settings (such as the garbage collector) of a program of this project.
    /// </summary>
    internal static Child StartRole(string likeAssembly, params string[] args) => Start(
        _dotnet,
        [
            "exec", "--runtimeconfig", Beside(likeAssembly + ".runtimeconfig.json"), "--depsfile", Beside("bench.deps.json"),
            Beside("bench.dll"), .. args,
        ]);

    /// <summary>Runs any program.</summary>
    internal static Child Start(string program, IEnumerable<string> args, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BenchException($"{program} cannot be started: {e.Message}");
        }

        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                Console.Error.WriteLine("  | " + line.Data);
            }
        };
        process.BeginErrorReadLine();
        return new(process);
    }

    /// <summary>Waits for the process to exit; returns its standard output.</summary>
    internal async Task<string> FinishAsync(CancellationToken cancel)
    {
        Input.Close();
        string output = await Output.ReadToEndAsync(cancel);
        await _process.WaitForExitAsync(cancel);
        ProcessStartInfo start = _process.StartInfo;
        return _process.ExitCode == 0
            ? output
            : throw new BenchException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: exit code {_process.ExitCode}");
    }

    /// <summary>Drains standard output, so that the process never blocks on it.</summary>
    internal void IgnoreOutput() => _ = Output.ReadToEndAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
