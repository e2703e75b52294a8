using System.Globalization;
using ReplayGraph.Cli.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReplayGraph.Cli.Importing;

/// <summary>Shows an import's progress on the error stream: a bar on a terminal, otherwise a line every two seconds.</summary>
internal sealed class ImportDisplay(CliEnvironment environment, IImportSource input, ImportProgress progress, bool isQuiet)
{
    private const string Stopping = "stopping; press Ctrl-C again to exit immediately";

    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _barEvery = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = environment.Time.GetTimestamp();

    /// <summary>Shows progress until the work is done; reports a stop.</summary>
    internal async Task ShowAsync(Task work, CancellationToken cancel)
    {
        if (!isQuiet && Console() is { } console)
        {
            await ShowBarAsync(console, work, cancel);
            return;
        }

        await using CancellationTokenRegistration stopped = cancel.Register(() => environment.Error.WriteLine($"{input.Name}: {Stopping}"));
        await (isQuiet ? Task.WhenAny(work) : ShowLinesAsync(work));
    }

    /// <summary>The summary: counts, time and rate.</summary>
    internal string Summary()
    {
        ImportCounts counts = progress.Counts;
        double seconds = environment.Time.GetElapsedTime(_begun).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{input.Name}: {Text(counts)}; {seconds:N1} s, {Rate():N0} facts/s");
    }

    internal static string Text(ImportCounts counts)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Accepted:N0} new, {counts.Duplicates:N0} duplicates, {counts.Expired:N0} expired, {counts.Rejected:N0} rejected");
        if (counts.Journalled > 0)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{text}, {counts.Journalled:N0} journalled by a starting server");
        }

        return counts.WithoutFact == 0
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}, {counts.WithoutFact:N0} without a fact");
    }

    private async Task ShowLinesAsync(Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(_lineEvery, environment.Time)) != work)
        {
            string share = input.Length is > 0 and long length
                ? string.Create(CultureInfo.InvariantCulture, $" ({100.0 * input.Position / length:N0} %)")
                : "";
            await environment.Error.WriteLineAsync(Summary() + share);
        }
    }

    // A terminal that can redraw a line, or null.
    private IAnsiConsole? Console()
    {
        if (!environment.IsErrorTerminal)
        {
            return null;
        }

        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(environment.Error),
            ColorSystem = ColorSystemSupport.NoColors,
            // A bar reads no input, so standard input may be a pipe.
            Interactive = InteractionSupport.Yes,
        });
        return console.Profile.Capabilities.Ansi ? console : null;
    }

    private Task ShowBarAsync(IAnsiConsole console, Task work, CancellationToken cancel) => console.Progress()
        .AutoClear(true)
        .Columns(Columns())
        .StartAsync(async bars =>
        {
            ProgressTask bar = bars.AddTask(Markup.Escape(input.Name), maxValue: Math.Max(1, input.Length ?? 1));
            do
            {
                bar.Value = input.Length is null ? 0 : input.Position;
                bar.Description = Markup.Escape(cancel.IsCancellationRequested ? Stopping : input.Name);
            }
            while (await Task.WhenAny(work, Task.Delay(_barEvery, environment.Time)) != work);
        });

    // The length of a pipe is unknown, so its percentage would always be 0 %.
    private ProgressColumn[] Columns()
    {
        ProgressColumn[] always =
        [
            new TextColumn(() => $"{progress.Counts.Facts:N0} facts"),
            new TextColumn(() => $"{Rate():N0} facts/s"),
        ];
        return input.Length is null
            ? [new TaskDescriptionColumn(), .. always, new ElapsedTimeColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), .. always, new RemainingTimeColumn()];
    }

    private double Rate() => progress.Counts.Facts / Math.Max(environment.Time.GetElapsedTime(_begun).TotalSeconds, 0.001);

    private sealed class TextColumn(Func<FormattableString> text) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(FormattableString.Invariant(text()));
    }
}
