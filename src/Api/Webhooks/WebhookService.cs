namespace ReplayGraph.Api.Webhooks;

/// <summary>Runs the worker until the process stops.</summary>
internal sealed class WebhookService(WebhookWorker worker, TimeProvider time) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await worker.ReleaseAsync(cancellationToken);
        }
        catch (Exception e) when (e is GraphException or OperationCanceledException)
        {
            // Then another process waits until the lease has run out.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await worker.RunAsync(stoppingToken), time, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The process stops. What was being sent is sent again after the next start.
            }
        }
    }
}
