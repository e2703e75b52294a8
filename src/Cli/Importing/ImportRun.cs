namespace ReplayGraph.Cli.Importing;

/// <summary>What holds for all inputs of a command.</summary>
/// <param name="Target">Where the facts go.</param>
/// <param name="Place">The same, for people.</param>
/// <param name="From">Of a data folder that is imported: whose facts.</param>
/// <param name="IsQuiet">Whether only refused lines and errors are printed.</param>
internal sealed record ImportRun(IImportTarget Target, string Place, OrganizationId From, bool IsQuiet);
