using System.Globalization;
using ReplayGraph.Cli.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReplayGraph.Cli.Importing;

/// <summary>Shows on the error stream how far an import is: a bar on a terminal, a line every two seconds otherwise.</summary>
internal sealed class ImportDisplay(Surroundings around, IImportSource input, ImportProgress progress)
{
    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _barEvery = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = around.Time.GetTimestamp();

    /// <summary>Shows it until the work is done.</summary>
    internal Task ShowAsync(Task work) => around.IsErrorTerminal ? ShowBarAsync(work) : ShowLinesAsync(work);

    /// <summary>What has come of it: counts, time and rate.</summary>
    internal string Summary()
    {
        ImportCounts counts = progress.Counts;
        double seconds = around.Time.GetElapsedTime(_begun).TotalSeconds;
        string rate = (counts.Facts / Math.Max(seconds, 0.001)).ToString("N0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{input.Name}: {Text(counts)}; {seconds:N1} s, {rate} facts/s");
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
        while (await Task.WhenAny(work, Task.Delay(_lineEvery, around.Time)) != work)
        {
            string share = input.Length is > 0 and long length
                ? string.Create(CultureInfo.InvariantCulture, $" ({100.0 * input.Position / length:N0} %)")
                : "";
            await around.Error.WriteLineAsync(Summary() + share);
        }
    }

    private Task ShowBarAsync(Task work)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(around.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RateColumn(() => progress.Counts.Facts / Math.Max(around.Time.GetElapsedTime(_begun).TotalSeconds, 0.001)),
                new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                ProgressTask bar = bars.AddTask(Markup.Escape(input.Name), maxValue: Math.Max(1, input.Length ?? 1));
                bar.IsIndeterminate = input.Length is null;
                do
                {
                    bar.Value = input.Length is null ? 0 : input.Position;
                }
                while (await Task.WhenAny(work, Task.Delay(_barEvery, around.Time)) != work);
            });
    }

    private sealed class RateColumn(Func<double> rate) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(rate().ToString("N0", CultureInfo.InvariantCulture) + " facts/s");
    }
}
