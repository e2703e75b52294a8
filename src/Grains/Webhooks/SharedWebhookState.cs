using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Webhooks;

/// <summary>The state of webhooks, for silos and clients. Calls are not repeated: after a failure the caller loads the state again.</summary>
public sealed class SharedWebhookState
{
    private const string Name = "The state of webhooks";

    private readonly IGrainFactory _grains;

    internal SharedWebhookState(IGrainFactory grains) => _grains = grains;

    private IWebhookStateGrain Grain => _grains.GetGrain<IWebhookStateGrain>(0);

    /// <inheritdoc cref="IWebhookStateGrain.LoadAsync"/>
    /// <exception cref="GraphException">It cannot be read.</exception>
    public ValueTask<WebhookRecord> LoadAsync() => TranslatedAsync(static (grain, _) => grain.LoadAsync(), 0);

    /// <inheritdoc cref="IWebhookStateGrain.TrySaveAsync"/>
    /// <exception cref="GraphException">The outcome is unknown.</exception>
    public ValueTask<bool> TrySaveAsync(byte[] bytes, long version) =>
        TranslatedAsync(static (grain, of) => grain.TrySaveAsync(of.bytes, of.version), (bytes, version));

    private async ValueTask<T> TranslatedAsync<TArgument, T>(Func<IWebhookStateGrain, TArgument, ValueTask<T>> call, TArgument argument)
    {
        try
        {
            return await call(Grain, argument);
        }
        catch (Exception e) when (CallFailures.Translate(e, Name, CancellationToken.None) is { } failure)
        {
            throw failure;
        }
    }
}
