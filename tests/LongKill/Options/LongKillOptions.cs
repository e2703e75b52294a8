using System.Globalization;

namespace ReplayGraph.LongKill.Options;

/// <summary>How the program is called.</summary>
/// <param name="Program">Which program is hurt.</param>
public sealed record LongKillOptions(HurtProgram Program)
{
    /// <summary>What it says when it is called otherwise.</summary>
    public const string Usage =
        """
        LongKill embedded|cluster [--minutes 20] [--seed N] [--logs FOLDER] [--senders 8] [--pause MILLISECONDS] [--only WORDS]

        Runs the program under load, hurts it at random, and compares its answers with the oracle's. Exit code 0: no acknowledged fact was
        lost, and no answer was wrong; 1: one was; 2: it could not be run. Without a seed it draws one, and says it.
        --senders and --pause say how many clients send at a time, and how long each waits between two batches;
        --only leaves out all faults whose kind does not have one of the words (commas between them).
        """;

    /// <summary>How long, without the checks at the end.</summary>
    public double Minutes { get; init; } = 20;

    /// <summary>What all is drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the logs go; null: to a folder of their own, which is said.</summary>
    public string? Logs { get; init; }

    /// <summary>How many clients send.</summary>
    public int Senders { get; init; } = 8;

    /// <summary>From a client's batch to its next; null: what suits the program.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>Words of the kinds of faults that happen; none: all do.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Reads arguments.</summary>
    /// <exception cref="FormatException">They are not as they should be.</exception>
    public static LongKillOptions Parse(IReadOnlyList<string> arguments)
    {
        LongKillOptions options = arguments.Count > 0 && Enum.TryParse(arguments[0], ignoreCase: true, out HurtProgram program)
            ? new(program) { Seed = Environment.ProcessId }
            : throw new FormatException("which program?");
        for (int i = 1; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--logs" => options with { Logs = value },
                "--senders" => options with { Senders = int.Parse(value, CultureInfo.InvariantCulture) },
                "--pause" => options with { Pause = TimeSpan.FromMilliseconds(int.Parse(value, CultureInfo.InvariantCulture)) },
                "--only" => options with { Only = value.Split(',') },
                _ => throw new FormatException($"what is {arguments[i]}?"),
            };
        }

        return options;
    }
}

/// <summary>A program that is hurt.</summary>
public enum HurtProgram
{
    /// <summary>One process with a data folder.</summary>
    Embedded,

    /// <summary>Three silos and a front-end with PostgreSQL.</summary>
    Cluster,
}
