using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Generating;

/// <summary><c>replaygraph generate</c>.</summary>
internal sealed class GenerateCommand
{
    private const long MaxEvents = 1_000_000_000;
    private const int BrokenPipe = 32;

    // Segments arrive up to 30 s after the last event happened: facts must not lie in the future.
    private static readonly TimeSpan _arriveWithin = TimeSpan.FromMinutes(1);

    private readonly Surroundings _around;
    private readonly Argument<long> _events = new("N")
    {
        Description = "How many events, at least: the last trace is finished. Segments of replays come on top.",
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "The seed of all chances: the same seed and start make the same bytes.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<TimeWord?> _start = new("--start")
    {
        Description = "The time of the first trace: ISO 8601 or Unix seconds; now: so that the last one ends now. [default: now]",
        HelpName = "TIME",
        CustomParser = TimeWords.Read,
    };

    private readonly Option<string?> _answers = new("--answers")
    {
        Description = "Also writes the links that the facts make, for 'replaygraph compare'. Costs memory for each event.",
        HelpName = "FILE",
    };

    private GenerateCommand(Surroundings around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(Surroundings around)
    {
        var generate = new GenerateCommand(around);
        var command = new Command("generate", """
            Writes a realistic workload of native facts to standard output, in order of arrival.

            Traces of a browser and its back ends, with errors; 3 in 10 are seen by a replay; replays come in segments, late and early,
            and 7 in 100 of them never do. Issues and transaction names are Zipf-distributed. 2,000 events happen in a second.

            Examples:
              replaygraph generate 100000 | replaygraph import -
              replaygraph generate 1000000 --seed 7 --answers answers.json > facts.ndjson
            """)
        {
            generate._events,
            generate._seed,
            generate._start,
            generate._answers,
        };
        command.SetAction((parsed, cancel) => Task.Run(() => generate.Run(parsed, cancel), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(_events) is < 1 or > MaxEvents)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"N: 1 to {MaxEvents:N0}"));
        }

        var options = new WorkloadOptions(parsed.GetValue(_events), parsed.GetValue(_seed), default);
        options = options with
        {
            Start = parsed.GetValue(_start)?.At ?? Timestamp.From(_around.Time.GetUtcNow()).Plus(-options.Span - _arriveWithin),
        };
        try
        {
            string? file = parsed.GetValue(_answers);
            using FileStream? answersFile = file is null ? null : new(file, FileMode.Create, FileAccess.Write);
            WorkloadAnswers? answers = file is null ? null : new();
            Workload.Write(options, _around.Output, answers, cancel);
            if (answersFile is not null)
            {
                answers?.WriteTo(answersFile);
            }

            return ExitCode.Done;
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return ExitCode.Done; // whoever reads has had enough
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }
    }
}
