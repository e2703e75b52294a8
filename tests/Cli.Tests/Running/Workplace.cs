using System.Text;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>A folder of its own to run commands in, in this process; deleted afterwards.</summary>
internal sealed class Workplace : IDisposable
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("cli-").FullName;

    internal string Data => this["data"];

    internal bool IsTerminal { get; init; }

    /// <summary>Whether standard input is typed.</summary>
    internal bool IsTyped { get; init; }

    internal int Columns { get; init; }

    /// <summary>Takes messages as they are written; null: only what a command wrote in all is wanted.</summary>
    internal StringWriter? Messages { get; init; }

    /// <summary>What is asked if nothing is named: nobody, unless a test says so.</summary>
    internal Uri DefaultServer { get; init; } = new("http://127.0.0.1:1");

    /// <summary>Whether whoever waits need not.</summary>
    internal bool IsHasty { get; init; }

    internal string this[string name] => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    internal Task<Ran> RunAsync(params string[] args) => RunAsync([], default, args);

    internal async Task<Ran> RunAsync(byte[] input, CancellationToken cancel, params string[] args)
    {
        var output = new MemoryStream();
        using StringWriter error = Messages ?? new();
        int code = await CommandLine.RunAsync(
            args,
            new()
            {
                Input = new MemoryStream(input),
                Output = output,
                Error = error,
                Time = new FixedTime(IsHasty),
                IsInputTerminal = IsTyped,
                IsOutputTerminal = IsTerminal,
                IsErrorTerminal = IsTerminal,
                Columns = Columns,
                DefaultData = Data,
                DefaultServer = DefaultServer,
            },
            cancel);
        return new(code, output.ToArray(), error.ToString());
    }

    private sealed class FixedTime(bool isHasty) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, isHasty && dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}

/// <summary>What a command did.</summary>
internal sealed record Ran(int Code, byte[] Output, string Error)
{
    internal string Text => Encoding.UTF8.GetString(Output);
}
