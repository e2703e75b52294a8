using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Opens the source that answers lookups.</summary>
internal static class LinkSources
{
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(2);

    /// <summary>Opens the named source, or else the default server if it runs, or else the default folder. Reports a default.</summary>
    /// <exception cref="CannotUseException">The source does not exist or cannot be opened.</exception>
    internal static async Task<ILinkSource> OpenAsync(TargetChoice choice, CliEnvironment environment, CancellationToken cancel)
    {
        if (choice.Data is not null)
        {
            return await OpenFolderAsync(choice.Data, choice, environment, cancel);
        }

        var server = new ServerClient(choice.Server ?? environment.DefaultServer, choice.Organization, choice.Token, environment);
        if (choice.Server is not null)
        {
            return new ServerSource(server);
        }

        if (await IsAliveAsync(server, environment, cancel))
        {
            environment.Error.WriteLine($"Querying the server at {environment.DefaultServer}");
            return new ServerSource(server);
        }

        server.Dispose();
        if (!Directory.Exists(environment.DefaultData))
        {
            throw new CannotUseException(
                $"no server at {environment.DefaultServer} and no folder {environment.DefaultData}: "
                + "name one with --server or --data");
        }

        environment.Error.WriteLine($"No server at {environment.DefaultServer}; querying the data folder {environment.DefaultData}");
        return await OpenFolderAsync(environment.DefaultData, choice, environment, cancel);
    }

    private static async Task<FolderSource> OpenFolderAsync(
        string folder, TargetChoice choice, CliEnvironment environment, CancellationToken cancel) =>
        new(
            await DataFolderAccess.OpenExistingAsync(folder, choice.RetentionDays, environment, cancel),
            choice.Organization,
            environment.Time);

    private static async Task<bool> IsAliveAsync(ServerClient server, CliEnvironment environment, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(_answerWithin, environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            return await server.IsAliveAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
