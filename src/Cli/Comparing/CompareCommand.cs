using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Lookups;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;

namespace ReplayGraph.Cli.Comparing;

/// <summary><c>replaygraph compare</c>.</summary>
internal sealed class CompareCommand
{
    private static readonly NodeKind[] _kinds = [NodeKind.Issue, NodeKind.Transaction, NodeKind.Trace, NodeKind.Event];

    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(2);

    private readonly CliEnvironment _environment;
    private readonly TargetOptions _target = new();
    private readonly Argument<string> _answers = new("file") { Description = "The file that 'replaygraph generate --answers' wrote." };

    private CompareCommand(CliEnvironment environment) => _environment = environment;

    internal static Command Build(CliEnvironment environment)
    {
        var compare = new CompareCommand(environment);
        var command = new DocumentedCommand("compare", "Compares answers with those expected of a generated workload")
        {
            Examples =
            [
                "replaygraph generate 9000 --answers answers.json > facts.ndjson",
                "replaygraph import facts.ndjson --data fresh",
                "replaygraph compare answers.json --data fresh",
            ],
            Notes = """
                Looks up every issue, transaction, trace and event of the file, on all pages, and counts the exact answers. Like
                'replaygraph lookup' it queries the server at http://localhost:5000 or the folder ./data if none is named.

                The file is {"issues": {id: [replay_id, ...]}, "transactions": {...}, "traces": {...}, "events": {...}}.
                """,
            ExitCodes = CliExitCode.Table("All answers are exact.", "Some answers differ; the first ten are printed."),
        };
        command.Add(compare._answers);
        compare._target.AddTo(command);
        command.SetAction(compare.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        string name = parsed.GetRequiredValue(_answers);
        TargetChoice choice = _target.Read(parsed);
        try
        {
            using FileStream file = File.OpenRead(name);
            await using ILinkSource source = await LinkSources.OpenAsync(choice, _environment, cancel);
            var comparison = new Comparison(source);
            Task work = comparison.RunAsync(new AnswersFile(file).Read(), cancel);
            await ShowAsync(comparison, work);
            await work;
            return Report(comparison);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{name}: not an answers file: {e.Message}");
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new UsageException($"{name}: {FileErrors.OfFile(name, e)}");
        }
    }

    private async Task ShowAsync(Comparison comparison, Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(_lineEvery, _environment.Time)) != work)
        {
            await _environment.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{comparison.Count:N0} answers compared"));
        }
    }

    private int Report(Comparison comparison)
    {
        using var output = new StreamWriter(_environment.Output, leaveOpen: true) { NewLine = "\n" };
        bool all = true;
        foreach (NodeKind kind in _kinds)
        {
            (long exact, long count) = comparison.Counts.GetValueOrDefault(kind);
            all &= exact == count;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ApiNames.ListOf(kind)}\t{exact} of {count} exact"));
        }

        foreach (Difference difference in comparison.First)
        {
            output.WriteLine($"differs\t{difference.Key}{Some("missing", difference.Missing, difference.MissingCount)}"
                + Some("surplus", difference.Surplus, difference.SurplusCount));
        }

        return all ? CliExitCode.Done : CliExitCode.No;
    }

    private static string Some(string what, IReadOnlyList<ReplayId> ids, int count) => count == 0
        ? ""
        : $"\t{count} {what}: {string.Join(", ", ids)}{(count > ids.Count ? ", ..." : "")}";
}
