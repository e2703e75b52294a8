using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>The embedded program.</summary>
public sealed class EmbeddedProgram : ProgramFixture
{
    /// <inheritdoc/>
    protected override async Task<(IAsyncDisposable Process, HttpClient Client)> StartAsync(Dictionary<string, string> environment)
    {
        ApiProcess process = await ApiProcess.StartWithAsync(environment);
        return (process, process.Client);
    }
}

[CollectionDefinition(Name)]
public sealed class EmbeddedPrograms : ICollectionFixture<EmbeddedProgram>
{
    public const string Name = "the embedded program";
}
