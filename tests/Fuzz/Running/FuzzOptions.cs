using System.Globalization;

namespace ReplayGraph.Fuzz.Running;

/// <summary>What the command line says.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How it is called.</summary>
    internal const string Usage = """
        dotnet run -c Release --project tests/Fuzz -- [--target NAME,..|all] [--inputs N] [--seconds S] [--seed N] [--workers N]
            [--corpus FOLDER] [--distil FOLDER] [--blind]
        dotnet run -c Release --project tests/Fuzz -- --target NAME --replay FILE

          --target   what to fuzz; all by default, save the toys
          --inputs   how many inputs for each target; 1,000,000 by default
          --seconds  how long for each target at most; by default as long as it takes
          --seed     what all is drawn from; drawn and printed by default
          --workers  how many targets at a time; 1 by default
          --corpus   where what reaches new code is read from and appended to, and findings are written; a temporary folder by default
          --distil   where few of those inputs are written that reach most of the same
          --blind    without instrumentation: what the inputs reach is not known
          --replay   runs the bytes of one file, and says what happens
        """;

    /// <summary>Which targets.</summary>
    internal IReadOnlyList<string> Targets { get; init; } = ["all"];

    /// <summary>How many inputs for each.</summary>
    internal long Inputs { get; init; } = 1_000_000;

    /// <summary>How long for each.</summary>
    internal TimeSpan Time { get; init; } = TimeSpan.FromDays(365);

    /// <summary>What all is drawn from.</summary>
    internal int? Seed { get; init; }

    /// <summary>How many targets at a time.</summary>
    internal int Workers { get; init; } = 1;

    /// <summary>Where inputs are kept; null: nowhere.</summary>
    internal string? Corpus { get; init; }

    /// <summary>Where the fewest of them are written; null: nowhere.</summary>
    internal string? Distil { get; init; }

    /// <summary>A file to run.</summary>
    internal string? Replay { get; init; }

    /// <summary>Whether nothing is instrumented.</summary>
    internal bool IsBlind { get; init; }

    /// <summary>Whether this is a process that another has started for one target.</summary>
    internal bool IsWorker { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    internal static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (int at = 0; at < arguments.Count; at++)
        {
            string Value() => ++at < arguments.Count ? arguments[at] : throw new FormatException($"{arguments[at - 1]} needs a value");
            long Number() => long.Parse(Value(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            options = arguments[at] switch
            {
                "--target" => options with { Targets = Value().Split(',') },
                "--inputs" => options with { Inputs = Number() },
                "--seconds" => options with { Time = TimeSpan.FromSeconds(Number()) },
                "--seed" => options with { Seed = (int)Number() },
                "--workers" => options with { Workers = (int)Number() },
                "--corpus" => options with { Corpus = Path.GetFullPath(Value()) },
                "--distil" => options with { Distil = Path.GetFullPath(Value()) },
                "--replay" => options with { Replay = Value() },
                "--blind" => options with { IsBlind = true },
                "--worker" => options with { IsWorker = true },
                var unknown => throw new FormatException($"'{unknown}' is not understood"),
            };
        }

        return options;
    }
}
