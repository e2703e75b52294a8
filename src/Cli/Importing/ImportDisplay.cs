using System.Globalization;
using ReplayGraph.Cli.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReplayGraph.Cli.Importing;

/// <summary>Shows on the error stream how far an import is: a bar on a terminal, a line every two seconds otherwise.</summary>
internal sealed class ImportDisplay(CliEnvironment environment, IImportSource input, ImportProgress progress, bool isQuiet)
{
    private const string Stopping = "stopping; Ctrl-C again ends at once";

    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _barEvery = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = environment.Time.GetTimestamp();

    /// <summary>Shows it until the work is done; says so if it is stopped before.</summary>
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

    /// <summary>What has come of it: counts, time and rate.</summary>
    internal string Summary()
    {
        ImportCounts counts = progress.Counts;
        double seconds = environment.Time.GetElapsedTime(_begun).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{input.Name}: {Text(counts)}; {seconds:N1} s, {Rate():N0} facts/s");
    }

    /// <summary>Counts, for people.</summary>
    internal static string Text(ImportCounts counts)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Accepted:N0} new, {counts.Duplicates:N0} duplicates, {counts.Expired:N0} expired, {counts.Refused:N0} refused");
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

    // A terminal on which a line can be drawn again; null if there is none.
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
            // A bar asks nothing, so that standard input is a pipe does not matter.
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

    // Nobody knows how much a pipe will bring: a share of it would always be 0 %.
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
