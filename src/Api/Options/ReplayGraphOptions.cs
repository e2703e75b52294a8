namespace ReplayGraph.Api.Options;

/// <summary>The section <c>ReplayGraph</c> of the configuration: appsettings.json, the environment, the command line.</summary>
public sealed record ReplayGraphOptions
{
    /// <summary>The data folder, relative to where the program was started.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Days to keep what does not say itself how long.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <summary>The largest body as it is sent, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary>The largest body once it is decompressed, in bytes.</summary>
    public long MaxDecompressedBytes { get; init; } = 128L << 20;

    /// <summary>The most bytes of bodies that are being worked on at a time; more are answered 503.</summary>
    public long MaxBytesInFlight { get; init; } = 512L << 20;

    /// <summary>The longest that a query may take, in seconds.</summary>
    public int QuerySeconds { get; init; } = 10;

    /// <summary>The most calls of replay-count in a second, for each caller and organization; 0: any number. Sentry's own is 20.</summary>
    public int ReplayCountPerSecond { get; init; }

    /// <summary>The organizations; none: one named <c>default</c>, open to whoever is on the machine.</summary>
    public IReadOnlyList<OrganizationOptions> Organizations { get; init; } = [];

    /// <summary>True where nothing says who may do what: everybody on the machine may do everything, and nobody else is let in.</summary>
    public bool IsOpen => Organizations.Count == 0;
}

/// <summary>Who may do what in an organization.</summary>
/// <param name="Id">Its slug, as in paths.</param>
/// <param name="Tokens">Who may call the API.</param>
/// <param name="Keys">Which DSN keys may send.</param>
public sealed record OrganizationOptions(OrganizationId Id, IReadOnlyList<TokenOptions> Tokens, IReadOnlyList<KeyOptions> Keys);

/// <summary>A token, of which only the hash is known.</summary>
/// <param name="Hash">SHA-256 of the token, 32 bytes.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="Projects">The only projects that it sees and sends to; null: all.</param>
/// <param name="Name">What people call it.</param>
public sealed record TokenOptions(byte[] Hash, Access.Scopes Scopes, IReadOnlySet<ProjectId>? Projects, string Name);

/// <summary>The public key of a DSN.</summary>
/// <param name="Key">32 hex digits, lower case.</param>
/// <param name="Project">The project that it sends to.</param>
public sealed record KeyOptions(string Key, ProjectId Project);
