using System.Globalization;

namespace ReplayGraph.Bench;

/// <summary>The command line: what to measure, and how much of it.</summary>
internal sealed record BenchOptions
{
    internal const string Usage = """
        usage: dotnet run -c Release --project bench/Bench -- [options]
          --facts FILE     native facts to measure with; without it a workload is generated
          --events N       events of the generated workload [1000000]
          --only A,B       some parts: import http restart memory lookups pages tenfold coverage during live peers [all; peers only with --peers]
          --peers FOLDER   the folder of peers.mjs, where npm install has been run
          --answers FILE   the answers of --facts, which the peers need
          --data FOLDER    where data folders and generated files go while it runs [the system's temporary folder]
          --flush MS       what is added to each flush of the import on a slow disk, in milliseconds [2]
          --rounds N       rounds of import, ingest and restart, of which the median counts [3]
          --slices N       slices of each side of a comparison of lookups [5]
          --seconds S      seconds of a slice [2]
          --json FILE      writes all figures there too
          --smoke          a small workload, one round, short slices: shows that all of it runs, measures nothing
        """;

    private static readonly string[] _parts = ["import", "http", "restart", "memory", "lookups", "pages", "tenfold", "coverage", "during", "live", "peers"];

    internal string? Facts { get; private set; }

    internal string? Answers { get; private set; }

    internal long Events { get; private set; } = 1_000_000;

    internal long WarmUpEvents => Math.Min(100_000, Events);

    internal IReadOnlyList<string> Only { get; private set; } = _parts;

    internal string? Peers { get; private set; }

    internal string Data { get; private set; } = Path.GetTempPath();

    internal TimeSpan Flush { get; private set; } = TimeSpan.FromMilliseconds(2);

    internal int Rounds { get; private set; } = 3;

    internal int Slices { get; private set; } = 5;

    internal double Seconds { get; private set; } = 2;

    internal string? Json { get; private set; }

    internal bool IsSmoke { get; private set; }

    internal static bool TryParse(string[] args, out BenchOptions options, out string error)
    {
        options = new();
        error = "";
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
            {
                return false;
            }

            if (args[i] == "--smoke")
            {
                options = options with { IsSmoke = true, Events = 20_000, Rounds = 1, Slices = 2, Seconds = 0.3 };
            }
            else if (i + 1 == args.Length || !options.TrySet(args[i], args[++i]))
            {
                error = $"'{args[i]}' is not a valid option";
                return false;
            }
        }

        if (options.Facts is not null && options.Peers is not null && options.Answers is null)
        {
            error = "--peers with --facts also needs --answers";
        }

        return error.Length == 0;
    }

    internal bool Wants(params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            if (Only.Contains(part) && (part != "peers" || Peers is not null))
            {
                return true;
            }
        }

        return false;
    }

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--facts":
                Facts = value;
                return File.Exists(value);
            case "--answers":
                Answers = value;
                return File.Exists(value);
            case "--peers":
                Peers = Path.GetFullPath(value);
                return File.Exists(Path.Combine(Peers, "peers.mjs"));
            case "--data":
                Data = Path.GetFullPath(value);
                return true;
            case "--json":
                Json = value;
                return true;
            case "--only":
                Only = value.Split(',');
                return Only.All(_parts.Contains);
            case "--events":
                return TryCount(value, 1000, out long events) && (Events = events) > 0;
            case "--flush":
                return TryCount(value, 0, out long flush) && (Flush = TimeSpan.FromMilliseconds(flush)) >= TimeSpan.Zero;
            case "--rounds":
                return TryCount(value, 1, out long rounds) && (Rounds = (int)rounds) > 0;
            case "--slices":
                return TryCount(value, 1, out long slices) && (Slices = (int)slices) > 0;
            case "--seconds":
                return double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && (Seconds = seconds) > 0;
            default:
                return false;
        }
    }

    private static bool TryCount(string text, long least, out long count) =>
        long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out count) && count >= least && count <= 100_000_000;
}
