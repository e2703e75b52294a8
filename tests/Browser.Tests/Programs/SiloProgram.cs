using ReplayGraph.Silo.Tests.Programs;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>One silo that keeps everything in memory.</summary>
public sealed class SiloProgram : ProgramFixture
{
    /// <inheritdoc/>
    protected override async Task<(IAsyncDisposable Process, HttpClient Client)> StartAsync(Dictionary<string, string> environment)
    {
        SiloProcess process = await SiloProcess.Begin(environment).ServesAsync();
        await process.IsReadyAsync();
        return (process, process.Client);
    }
}

[CollectionDefinition(Name)]
public sealed class SiloPrograms : ICollectionFixture<SiloProgram>
{
    public const string Name = "the silo";
}
