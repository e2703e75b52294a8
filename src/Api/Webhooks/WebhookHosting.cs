using ReplayGraph.Api.Options;
using ReplayGraph.Api.Status;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Adds the webhooks to a program.</summary>
public static class WebhookHosting
{
    /// <summary>
    /// Adds what calls the configured webhooks, if there are any. Add it after the graph: services stop in reverse order, and this one saves its
    /// state.
    /// </summary>
    /// <param name="services">The services, with those of the API.</param>
    /// <param name="options">The options.</param>
    /// <param name="store">Creates the store.</param>
    public static void AddWebhooks(this IServiceCollection services, ReplayGraphOptions options, Func<IServiceProvider, IWebhookStore> store)
    {
        if (options.Webhooks.Count == 0)
        {
            return;
        }

        services.AddSingleton(store);
        services.AddSingleton(provider => new WebhookSender(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebhookMeters>();
        services.AddSingleton<WebhookLog>();
        services.AddSingleton<WebhookWorker>();
        services.AddSingleton<IHostStatus, WebhookStatus>();
        services.AddHostedService<WebhookService>();
    }
}
