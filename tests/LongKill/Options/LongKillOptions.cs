using System.Globalization;

namespace ReplayGraph.LongKill.Options;

/// <summary>The command line.</summary>
/// <param name="Program">The program under test.</param>
public sealed record LongKillOptions(HurtProgram Program)
{
    /// <summary>The usage text.</summary>
    public const string Usage =
        """
        LongKill embedded|cluster [--minutes 20] [--seed N] [--logs FOLDER] [--senders 8] [--pause MILLISECONDS] [--only WORDS]

        Runs the program under load, injects random faults, and compares its answers with the oracle's. Exit code 0: no acknowledged fact
        was lost and no answer was wrong; 1: a failure; 2: it could not run. Without --seed it draws a seed and prints it.
        --senders and --pause set the number of concurrent clients, and the pause of each between two batches;
        --only limits the faults to kinds that contain one of the words (separated by commas).
        """;

    /// <summary>The duration in minutes, without the final checks.</summary>
    public double Minutes { get; init; } = 20;

    /// <summary>The seed of all draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The folder of the logs; null: a temporary folder, which is printed.</summary>
    public string? Logs { get; init; }

    /// <summary>The number of clients that send.</summary>
    public int Senders { get; init; } = 8;

    /// <summary>The pause between two batches of a client; null: the default of the program.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>Words that limit the kinds of faults; empty: all kinds.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Parses arguments.</summary>
    /// <exception cref="FormatException">They are invalid.</exception>
    public static LongKillOptions Parse(IReadOnlyList<string> arguments)
    {
        LongKillOptions options = arguments.Count > 0 && Enum.TryParse(arguments[0], ignoreCase: true, out HurtProgram program)
            ? new(program) { Seed = Environment.ProcessId }
            : throw new FormatException("Missing program: embedded or cluster.");
        for (int i = 1; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--logs" => options with { Logs = value },
                "--senders" => options with { Senders = int.Parse(value, CultureInfo.InvariantCulture) },
                "--pause" => options with { Pause = TimeSpan.FromMilliseconds(int.Parse(value, CultureInfo.InvariantCulture)) },
                "--only" => options with { Only = value.Split(',') },
                _ => throw new FormatException($"Unknown option {arguments[i]}."),
            };
        }

        return options;
    }
}

/// <summary>A program under test.</summary>
public enum HurtProgram
{
    /// <summary>One process with a data folder.</summary>
    Embedded,

    /// <summary>Three silos and a front-end, with PostgreSQL.</summary>
    Cluster,
}
