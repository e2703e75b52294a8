using System.CommandLine;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Generating;

/// <summary><c>replaygraph generate</c>.</summary>
internal sealed class GenerateCommand
{
    private const long MaxEvents = 1_000_000_000;

    // Segments arrive up to 30 s after the last event, and facts must not be in the future.
    private static readonly TimeSpan _arriveWithin = TimeSpan.FromMinutes(1);

    private readonly CliEnvironment _environment;
    private readonly Argument<long> _events = new("count")
    {
        Description = "The minimum number of events; the last trace is completed. Replay segments come on top.",
        CustomParser = Numbers.Between(1L, MaxEvents),
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "The random seed: the same seed and start give the same bytes.",
        HelpName = "number",
        CustomParser = Numbers.Between(0UL, ulong.MaxValue),
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<TimeValue?> _start = new("--start")
    {
        Description = "The time of the first trace: ISO 8601 or Unix seconds, or now, which makes the last trace end now. [default: now]",
        HelpName = "time",
        CustomParser = TimeParser.Read,
    };

    private readonly Option<double> _untraced = new("--untraced")
    {
        Description = "The share of replays that list no traces, as with tracing off, from 0 to 1. The expected links stay the same.",
        HelpName = "share",
        CustomParser = Numbers.Share,
    };

    private readonly Option<bool> _titles = new("--titles")
    {
        Description = "Gives errors titles, a few for each issue. Nothing else changes.",
    };

    private readonly Option<string?> _answers = new("--answers")
    {
        Description = "Also writes the expected links, for 'replaygraph compare'. Uses memory for each event.",
        HelpName = "file",
    };

    private GenerateCommand(CliEnvironment environment) => _environment = environment;

    internal static Command Build(CliEnvironment environment)
    {
        var generate = new GenerateCommand(environment);
        var command = new DocumentedCommand("generate", "Writes a realistic workload of facts to standard output")
        {
            Examples =
            [
                "replaygraph generate 100000 | replaygraph import -",
                "replaygraph generate 1000000 --seed 7 --answers answers.json > facts.ndjson",
            ],
            Notes = """
                Writes native facts in order of arrival: traces of a browser and its back ends, with errors. A replay shows 3 of 10 traces;
                replays arrive in segments, early or late, and 7 of 100 never arrive. Issues and transaction names are Zipf-distributed. The
                simulated rate is 2,000 events a second.
                """,
            ExitCodes =
            [
                (CliExitCode.Done, "Everything was written, or the reader closed the pipe."),
                (CliExitCode.Usage, "The command line is invalid, or the answers file cannot be written."),
                (CliExitCode.CannotUse, "Standard output cannot be written."),
                (CliExitCode.Stopped, "Stopped by Ctrl-C."),
            ],
        };
        command.Add(generate._events);
        command.AddGroup("Options", generate._seed, generate._start, generate._untraced, generate._titles, generate._answers);
        command.SetAction((parsed, cancel) => Task.Run(() => generate.Run(parsed, cancel), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancel)
    {
        var options = new WorkloadOptions(parsed.GetValue(_events), parsed.GetValue(_seed), default)
        {
            Untraced = parsed.GetValue(_untraced),
            IsTitled = parsed.GetValue(_titles),
        };
        options = options with
        {
            Start = parsed.GetValue(_start)?.At ?? Timestamp.From(_environment.Time.GetUtcNow()).Plus(-options.Span - _arriveWithin),
        };
        if (parsed.GetValue(_answers) is { } file)
        {
            WithAnswers(file, options, cancel);
        }
        else
        {
            Workload.Write(options, _environment.Output, answers: null, cancel);
        }

        return CliExitCode.Done;
    }

    private void WithAnswers(string file, WorkloadOptions options, CancellationToken cancel)
    {
        try
        {
            using var to = new FileStream(file, FileMode.Create, FileAccess.Write);
            var answers = new WorkloadAnswers();
            Workload.Write(options, _environment.Output, answers, cancel);
            answers.WriteTo(to);
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new UsageException($"--answers: {file}: {FileErrors.OfFile(file, e)}");
        }
    }
}
