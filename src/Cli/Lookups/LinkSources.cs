using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Finds whoever answers lookups.</summary>
internal static class LinkSources
{
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(2);

    /// <summary>Opens what was named; if nothing was, the usual server if it runs, else the usual folder, and says which.</summary>
    /// <exception cref="CannotUseException">There is nothing, or it cannot be opened.</exception>
    internal static async Task<ILinkSource> OpenAsync(TargetChoice choice, CliEnvironment around, CancellationToken cancel)
    {
        if (choice.Data is not null)
        {
            return await OpenFolderAsync(choice.Data, choice, around, cancel);
        }

        var server = new ServerClient(choice.Server ?? around.DefaultServer, choice.Organization, choice.Token, around);
        if (choice.Server is not null)
        {
            return new ServerSource(server);
        }

        if (await IsThereAsync(server, around, cancel))
        {
            around.Error.WriteLine($"Asking the server at {around.DefaultServer}");
            return new ServerSource(server);
        }

        server.Dispose();
        if (!Directory.Exists(around.DefaultData))
        {
            throw new CannotUseException(
                $"no server answers at {around.DefaultServer}, and there is no folder {around.DefaultData}: "
                + "name one with --server or --data");
        }

        around.Error.WriteLine($"No server answers at {around.DefaultServer}; asking the data folder {around.DefaultData}");
        return await OpenFolderAsync(around.DefaultData, choice, around, cancel);
    }

    private static async Task<FolderSource> OpenFolderAsync(
        string folder, TargetChoice choice, CliEnvironment around, CancellationToken cancel) =>
        new(await DataFolderAccess.OpenExistingAsync(folder, choice.RetentionDays, around, cancel), choice.Organization, around.Time);

    private static async Task<bool> IsThereAsync(ServerClient server, CliEnvironment around, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(_answerWithin, around.Time);
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
