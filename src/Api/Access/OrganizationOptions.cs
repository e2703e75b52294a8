namespace ReplayGraph.Api.Access;

/// <summary>The tokens and DSN keys of an organization.</summary>
/// <param name="Id">Its slug, as in paths.</param>
/// <param name="Tokens">The tokens that may call the API.</param>
/// <param name="Keys">The DSN keys that SDKs may send with.</param>
public sealed record OrganizationOptions(OrganizationId Id, IReadOnlyList<ApiTokenOptions> Tokens, IReadOnlyList<DsnKeyOptions> Keys);

/// <summary>A token of the API; the configuration holds only its hash.</summary>
/// <param name="Hash">SHA-256 of the token, 32 bytes.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="Projects">The only projects that it sees and sends to; null: all.</param>
/// <param name="Name">A name for people.</param>
public sealed record ApiTokenOptions(byte[] Hash, Scopes Scopes, IReadOnlySet<ProjectId>? Projects, string Name)
{
    /// <summary>For the scope embed: the origins whose pages may use it.</summary>
    public IReadOnlySet<string>? Origins { get; init; }
}

/// <summary>The public key of a DSN.</summary>
/// <param name="Key">32 lowercase hex digits.</param>
/// <param name="Project">The project that it sends to.</param>
public sealed record DsnKeyOptions(string Key, ProjectId Project);
