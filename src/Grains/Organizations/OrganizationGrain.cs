using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Organizations;

/// <summary>Hosts the node of an organization, and stores its settings.</summary>
[GrainType("organization")]
internal sealed class OrganizationGrain(
    IGrainContext grain,
    NodeContext context,
    INodes nodes,
    [PersistentState("settings", OrganizationGrain.Storage)] IPersistentState<OrganizationSettings> settings) : Grain(grain), IOrganizationGrain
{
    /// <summary>Name of the grain storage for the settings.</summary>
    internal const string Storage = "replaygraph";

    private readonly SemaphoreSlim _changing = new(1);
    private OrganizationNode _node = null!;
    private OrganizationSettings _durable = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _node = new(NodeId.Parse(NodeType.Organization, this.GetPrimaryKeyString()), context, nodes);
        _durable = settings.State;
        GrainMeters.Activated(NodeType.Organization);
        return Task.CompletedTask;
    }

    public ValueTask<OrganizationReply> DecideAsync(OrganizationCommand command, CancellationToken cancel = default) =>
        _node.DecideAsync(command, cancel);

    public async ValueTask<OrganizationSettings> AdmitAsync(CancellationToken cancel = default)
    {
        if (_durable is { FirstSeen: null, IsClosed: false })
        {
            string now = Timestamp.From(context.Time.GetUtcNow()).ToString();
            await ChangeAsync(known => known with { FirstSeen = known.FirstSeen ?? now }, CancellationToken.None);
        }

        return _durable;
    }

    public async ValueTask<OrganizationSettings> CloseAsync(bool isClosed, CancellationToken cancel = default)
    {
        await ChangeAsync(known => known with { IsClosed = isClosed }, cancel);
        return _durable;
    }

    public Task<OrganizationSettings> SettingsAsync() => Task.FromResult(_durable);

    // Calls interleave, and a write stores the state as of when it starts, so changes are serialized, each based on the durable settings.
    private async Task ChangeAsync(Func<OrganizationSettings, OrganizationSettings> change, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            OrganizationSettings next = change(_durable);
            if (next != _durable)
            {
                settings.State = next;
                await settings.WriteStateAsync(cancel);
                _durable = next;
            }
        }
        catch
        {
            // The outcome of the write is unknown, so the next activation reads the settings again.
            settings.State = _durable;
            GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationError, "The settings could not be written."), CancellationToken.None);
            throw;
        }
        finally
        {
            _changing.Release();
        }
    }
}
