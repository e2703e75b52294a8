using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Finds whoever answers lookups.</summary>
internal static class LinkSources
{
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(2);

    /// <summary>Opens what was named; if nothing was, the usual server if it runs, else the usual folder, and says which.</summary>
    /// <exception cref="CannotUseException">There is nothing, or it cannot be opened.</exception>
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

        if (await IsThereAsync(server, environment, cancel))
        {
            environment.Error.WriteLine($"Asking the server at {environment.DefaultServer}");
            return new ServerSource(server);
        }

        server.Dispose();
        if (!Directory.Exists(environment.DefaultData))
        {
            throw new CannotUseException(
                $"no server answers at {environment.DefaultServer}, and there is no folder {environment.DefaultData}: "
                + "name one with --server or --data");
        }

        environment.Error.WriteLine($"No server answers at {environment.DefaultServer}; asking the data folder {environment.DefaultData}");
        return await OpenFolderAsync(environment.DefaultData, choice, environment, cancel);
    }

    private static async Task<FolderSource> OpenFolderAsync(
        string folder, TargetChoice choice, CliEnvironment environment, CancellationToken cancel) =>
        new(await DataFolderAccess.OpenExistingAsync(folder, choice.RetentionDays, environment, cancel), choice.Organization, environment.Time);

    private static async Task<bool> IsThereAsync(ServerClient server, CliEnvironment environment, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(_answerWithin, environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            return await server.IsThereAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
