namespace ReplayGraph.Api.Options;

/// <summary>The names of the options that <see cref="OptionsReader"/> reads.</summary>
public static class ApiOptionNames
{
    /// <summary>Those of every host.</summary>
    public static IReadOnlyList<OptionName> OfEveryHost { get; } =
    [
        new(nameof(ReplayGraphOptions.RetentionDays), "how many days facts are kept that do not say it themselves [90]"),
        new(nameof(ReplayGraphOptions.MaxBodyBytes), "the largest body as it is sent, in bytes [32 MiB]"),
        new(nameof(ReplayGraphOptions.MaxDecompressedBytes), "the largest body once it is decompressed, in bytes [128 MiB]"),
        new(nameof(ReplayGraphOptions.MaxBytesInFlight), "bytes of bodies that are worked on at a time; more are answered 503 [512 MiB]"),
        new(nameof(ReplayGraphOptions.QuerySeconds), "the longest that a query may take, in seconds [10]"),
        new(nameof(ReplayGraphOptions.ReplayCountPerSecond), "calls of replay-count in a second, for each caller; 0: any number [0]"),
        new("Organizations:<slug>:Tokens:<n>:Hash", "who may call: the hash of a token, from hash-token"),
        new("Organizations:<slug>:Tokens:<n>:Scopes", "what for: read, ingest, admin", IsList: true),
        new("Organizations:<slug>:Tokens:<n>:Projects", "the only projects that it sees and sends to [all]", IsList: true),
        new("Organizations:<slug>:Tokens:<n>:Name", "what people call it"),
        new("Organizations:<slug>:Keys:<n>:Key", "a DSN key that SDKs send with: 32 hex digits"),
        new("Organizations:<slug>:Keys:<n>:Project", "the project that it sends to"),
    ];

    /// <summary>Those of the program with a data folder.</summary>
    public static OptionNames OfEmbedded { get; } = new(
        OfEveryHost.Prepend(new(nameof(ReplayGraphOptions.Data), "the data folder, relative to where the program is started [data]")));
}
