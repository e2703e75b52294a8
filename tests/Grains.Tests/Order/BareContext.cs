namespace ReplayGraph.Grains.Tests.Order;

/// <summary>
/// The context of a grain without a scheduler: its id, its services, and whether it was deactivated. Everything else throws.
/// </summary>
internal sealed class BareContext(GrainId id, IServiceProvider services) : IGrainContext
{
    public GrainId GrainId => id;

    public IServiceProvider ActivationServices => services;

    public ActivationId ActivationId { get; } = ActivationId.NewId();

    public object? GrainInstance => null;

    public GrainReference GrainReference => throw Unscheduled();

    public GrainAddress Address => throw Unscheduled();

    public IGrainLifecycle ObservableLifecycle => throw Unscheduled();

    public IWorkItemScheduler Scheduler => throw Unscheduled();

    public Task Deactivated => throw Unscheduled();

    /// <summary>Whether the grain requested its deactivation.</summary>
    internal bool IsDeactivated { get; private set; }

    public object? GetComponent(Type componentType) => throw Unscheduled();

    public object? GetTarget() => throw Unscheduled();

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => throw Unscheduled();

    public void ReceiveMessage(object message) => throw Unscheduled();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw Unscheduled();

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) => IsDeactivated = true;

    public void Rehydrate(IRehydrationContext context) => throw Unscheduled();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw Unscheduled();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    private static NotSupportedException Unscheduled() => new("This grain runs without the Orleans runtime.");
}
