namespace ReplayGraph.Api.Webhooks;

/// <summary>What an operator reads. A webhook is named by its organization and host: its path can be secret.</summary>
internal sealed partial class WebhookLog(ILogger<WebhookLog> log)
{
    private readonly ILogger _log = log;

    internal void Ended(Webhook webhook, CallResult result, int failuresBefore)
    {
        switch (result.Outcome)
        {
            case CallOutcome.Gone:
                LogGone(webhook);
                break;
            case CallOutcome.Delivered when failuresBefore > 0:
                LogWorks(webhook, failuresBefore);
                break;
            case CallOutcome.Failed or CallOutcome.Refused when failuresBefore == 0:
                LogFails(webhook, result.Reason);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The webhook {Webhook} fails: {Reason}. Its calls wait and are tried again, for 24 hours each.")]
    private partial void LogFails(Webhook webhook, string reason);

    [LoggerMessage(LogLevel.Information, "The webhook {Webhook} works again, after {Failures} failed attempts.")]
    private partial void LogWorks(Webhook webhook, int failures);

    [LoggerMessage(LogLevel.Error, "The webhook {Webhook} answered 410: it gets no calls until this process is restarted.")]
    private partial void LogGone(Webhook webhook);

    [LoggerMessage(LogLevel.Error, "{Calls} calls of webhooks were dropped: they waited for 24 hours, more than 1,000 wait, or the receiver wants none.")]
    internal partial void Dropped(int calls);

    [LoggerMessage(LogLevel.Error, "THE STORED STATE OF WEBHOOKS CANNOT BE READ. The calls that waited are lost; what exists now is not announced.")]
    internal partial void Unreadable();

    [LoggerMessage(LogLevel.Error, "Webhooks failed, and go on at the next scan.")]
    internal partial void Unexpected(Exception failure);
}
