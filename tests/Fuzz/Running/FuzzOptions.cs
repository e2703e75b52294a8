using System.Globalization;

namespace ReplayGraph.Fuzz.Running;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    /// <summary>The usage text.</summary>
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

    /// <summary>The targets.</summary>
    internal IReadOnlyList<string> Targets { get; init; } = ["all"];

    /// <summary>The number of inputs for each target.</summary>
    internal long Inputs { get; init; } = 1_000_000;

    /// <summary>The time for each target.</summary>
    internal TimeSpan Time { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The seed of all draws.</summary>
    internal int? Seed { get; init; }

    /// <summary>The number of concurrent targets.</summary>
    internal int Workers { get; init; } = 1;

    /// <summary>The folder of the corpus; null: inputs are not kept.</summary>
    internal string? Corpus { get; init; }

    /// <summary>The folder for the distilled corpus; null: none is written.</summary>
    internal string? Distil { get; init; }

    /// <summary>A file to run.</summary>
    internal string? Replay { get; init; }

    /// <summary>Whether to skip the instrumentation.</summary>
    internal bool IsBlind { get; init; }

    /// <summary>Whether this process is a worker for one target.</summary>
    internal bool IsWorker { get; init; }

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="FormatException">They are invalid.</exception>
    internal static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (int at = 0; at < arguments.Count; at++)
        {
            string Value() => ++at < arguments.Count ? arguments[at] : throw new FormatException($"{arguments[at - 1]} needs a value.");
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
                var unknown => throw new FormatException($"Unknown option '{unknown}'."),
            };
        }

        return options;
    }
}
