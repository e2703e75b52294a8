namespace ReplayGraph.Api.Tests.Server;

/// <summary>One server without organizations, for all tests that need no other: each keeps to ids of its own.</summary>
public sealed class OpenServer : IAsyncLifetime
{
    private ApiProcess? _api;

    public ApiProcess Api => _api!;

    public HttpClient Client => Api.Client;

    public async Task InitializeAsync() => _api = await ApiProcess.StartAsync(null, "--ReplayGraph:MaxDecompressedBytes", "33554432");

    public async Task DisposeAsync() => await _api!.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class OpenServerTests : ICollectionFixture<OpenServer>
{
    public const string Name = "open server";
}
