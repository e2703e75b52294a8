using ReplayGraph.Api.Access;

namespace ReplayGraph.Api.Options;

/// <summary>
/// Looks every few seconds whether the file of the organizations has changed, and reloads it. An invalid file changes nothing, and the log
/// says why. The contents decide, not a notification: volumes of Kubernetes replace a file by a link, and network volumes do not notify.
/// </summary>
internal sealed partial class OrganizationsReload(
    IConfigurationSection section, ReloadedOrganizations organizations, TimeProvider time, ILogger<OrganizationsReload> log) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;
    private readonly string _path = section[nameof(ReplayGraphOptions.OrganizationsFile)]!;
    private byte[]? _seen = Contents(section[nameof(ReplayGraphOptions.OrganizationsFile)]!);

    /// <summary>Reloads the file if it has changed.</summary>
    internal void Look()
    {
        byte[]? contents = Contents(_path);
        if (contents is null ? _seen is null : _seen is not null && contents.AsSpan().SequenceEqual(_seen))
        {
            return;
        }

        _seen = contents;
        var values = new OptionValues();
        ReplayGraphOptions options = OptionsReader.Reload(section, values);
        if (values.Errors.Count > 0)
        {
            LogInvalid(_path, string.Join("; ", values.Errors));
            return;
        }

        organizations.Current = [.. options.Organizations];
        LogReloaded(
            _path, options.Organizations.Count, options.Organizations.Sum(one => one.Tokens.Count), options.Organizations.Sum(one => one.Keys.Count));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private static byte[]? Contents(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Path} was reloaded: {Organizations} organizations, {Tokens} tokens, {Keys} keys")]
    private partial void LogReloaded(string path, int organizations, int tokens, int keys);

    [LoggerMessage(LogLevel.Error, "{Path} has changed and is invalid, so tokens and keys stay as they were: {Reason}")]
    private partial void LogInvalid(string path, string reason);
}
