using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Lookups;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Comparing;

/// <summary><c>replaygraph compare</c>.</summary>
internal sealed class CompareCommand
{
    private static readonly NodeKind[] _kinds = [NodeKind.Issue, NodeKind.Transaction, NodeKind.Trace, NodeKind.Event];

    private readonly Surroundings _around;
    private readonly TargetOptions _target = new();
    private readonly Argument<string> _answers = new("ANSWERS") { Description = "What 'replaygraph generate --answers' wrote." };

    private CompareCommand(Surroundings around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(Surroundings around)
    {
        var compare = new CompareCommand(around);
        var command = new Command("compare", """
            Looks up every issue, transaction, trace and event of a file of answers, all pages, and says how many are exact.

            The file is {"issues": {id: [replay_id, ..]}, "transactions": {..}, "traces": {..}, "events": {..}}.
            Asks whom 'replaygraph lookup' asks.

            Exit codes: 0 all are exact; 1 some differ; 2 the file or the command line cannot be understood;
            3 the data folder or the server cannot be used.

            Examples:
              replaygraph generate 300000 --answers answers.json | replaygraph import - --data fresh
              replaygraph compare answers.json --data fresh
            """)
        {
            compare._answers,
        };
        compare._target.AddTo(command);
        command.SetAction(compare.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        string name = parsed.GetRequiredValue(_answers);
        try
        {
            using FileStream file = File.OpenRead(name);
            await using ILinkSource source = await LinkSources.OpenAsync(_target.Read(parsed), _around, cancel);
            var comparison = new Comparison(source);
            await comparison.RunAsync(new AnswersFile(file).Read(), cancel);
            return Report(comparison);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"{name}: {e.Message}");
        }
    }

    private int Report(Comparison comparison)
    {
        using var output = new StreamWriter(_around.Output, leaveOpen: true) { NewLine = "\n" };
        bool all = true;
        foreach (NodeKind kind in _kinds)
        {
            (long exact, long count) = comparison.Counts.GetValueOrDefault(kind);
            all &= exact == count;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Words.ListOf(kind)}\t{exact} of {count} exact"));
        }

        foreach (Difference difference in comparison.First)
        {
            output.WriteLine($"differs\t{difference.Key}{Some("missing", difference.Missing, difference.MissingCount)}"
                + Some("surplus", difference.Surplus, difference.SurplusCount));
        }

        return all ? ExitCode.Done : ExitCode.No;
    }

    private static string Some(string what, IReadOnlyList<ReplayId> ids, int count) => count == 0
        ? ""
        : $"\t{count} {what}: {string.Join(", ", ids)}{(count > ids.Count ? ", ..." : "")}";
}
