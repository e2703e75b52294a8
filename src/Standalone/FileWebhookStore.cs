using ReplayGraph.Api.Webhooks;
using ReplayGraph.Embedded.Files;

namespace ReplayGraph.Standalone;

/// <summary>Keeps the state of webhooks in a file of the data folder, which this process holds alone once the folder is open.</summary>
internal sealed partial class FileWebhookStore(EmbeddedHost host, string folder, ILogger<FileWebhookStore> log) : IWebhookStore
{
    private readonly StateFile _file = new(folder, "webhooks");
    private readonly ILogger _log = log;
    private long _version;

    public bool IsExclusive => true;

    public async ValueTask<StoredState> LoadAsync(CancellationToken cancel)
    {
        await host.Opened.WaitAsync(cancel);
        byte[] bytes = _file.Load(out bool isDamaged);
        if (isDamaged)
        {
            LogDamaged(_file.DamagedPath);
        }

        return new(bytes, _version);
    }

    public ValueTask<bool> TrySaveAsync(ReadOnlyMemory<byte> bytes, long version, CancellationToken cancel)
    {
        bool isCurrent = version == _version;
        if (isCurrent)
        {
            _file.Save(bytes);
            _version++;
        }

        return new(isCurrent);
    }

    [LoggerMessage(
        LogLevel.Error, "THE STATE OF WEBHOOKS IS DAMAGED, and was set aside as {Path}. The calls that waited are lost; what exists now is not announced.")]
    private partial void LogDamaged(string path);
}
