namespace ReplayGraph.Api.Access;

/// <summary>What a token may be used for.</summary>
[Flags]
public enum Scopes : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Querying.</summary>
    Read = 1,

    /// <summary>Sending facts.</summary>
    Ingest = 2,

    /// <summary>Deleting; includes querying and sending.</summary>
    Admin = 4,

    /// <summary>Embedding lists of replays in pages of other sites, and nothing else.</summary>
    Embed = 8,
}
