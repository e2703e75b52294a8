using ReplayGraph.Grains.Telemetry;
using ReplayGraph.Nodes;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Organizations;

namespace ReplayGraph.Grains.Organizations;

/// <summary>Owns the shell of an organization, and keeps its settings.</summary>
[GrainType("organization")]
internal sealed class OrganizationGrain(
    IGrainContext grain,
    NodeContext context,
    INodes nodes,
    [PersistentState("settings", OrganizationGrain.Storage)] IPersistentState<OrganizationSettings> settings) : Grain(grain), IOrganizationGrain
{
    /// <summary>The name of the storage provider that keeps the settings.</summary>
    internal const string Storage = "replaygraph";

    private readonly NodeContext _context = context;
    private readonly INodes _nodes = nodes;
    private readonly IPersistentState<OrganizationSettings> _settings = settings;
    private OrganizationNode _node = null!;
    private Task? _admitting;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _node = new(NodeId.Parse(NodeType.Organization, this.GetPrimaryKeyString()), _context, _nodes);
        GrainMeters.Activated(NodeType.Organization);
        return Task.CompletedTask;
    }

    public ValueTask<OrganizationReply> DecideAsync(OrganizationMail mail, CancellationToken cancel = default) =>
        _node.DecideAsync(mail, cancel);

    public async ValueTask<OrganizationSettings> AdmitAsync(CancellationToken cancel = default)
    {
        if (_settings.State is { FirstSeen: null, IsClosed: false })
        {
            await (_admitting ??= FirstAsync());
        }

        return _settings.State;
    }

    public async ValueTask<OrganizationSettings> CloseAsync(bool isClosed, CancellationToken cancel = default)
    {
        if (_settings.State.IsClosed != isClosed)
        {
            await KeepAsync(_settings.State with { IsClosed = isClosed }, cancel);
        }

        return _settings.State;
    }

    public Task<OrganizationSettings> SettingsAsync() => Task.FromResult(_settings.State);

    private async Task FirstAsync()
    {
        try
        {
            await KeepAsync(
                _settings.State with { FirstSeen = Timestamp.From(_context.Time.GetUtcNow()).ToString() }, CancellationToken.None);
        }
        finally
        {
            _admitting = null;
        }
    }

    // Memory never runs ahead of the store: what could not be written is read anew by the next activation.
    private async Task KeepAsync(OrganizationSettings next, CancellationToken cancel)
    {
        OrganizationSettings known = _settings.State;
        try
        {
            _settings.State = next;
            await _settings.WriteStateAsync(cancel);
        }
        catch
        {
            _settings.State = known;
            DeactivateOnIdle();
            throw;
        }
    }
}
