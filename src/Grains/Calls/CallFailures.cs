using System.Net.Sockets;
using Orleans.Runtime.Messaging;

namespace ReplayGraph.Grains.Calls;

/// <summary>What a call that failed means.</summary>
internal static class CallFailures
{
    /// <summary>
    /// True if the silo that was called is gone or cannot be reached: the grain will be activated elsewhere, once that is known
    /// everywhere.
    /// </summary>
    internal static bool IsGone(Exception failure) =>
        failure is OrleansMessageRejectionException or ConnectionFailedException or ClientNotAvailableException or GatewayTooBusyException
            or LimitExceededException or SocketException;

    /// <summary>The failure as callers of a graph know it; null if it is a fault of ours or the caller has given up.</summary>
    internal static GraphException? Translate(Exception failure, string what, CancellationToken cancel) => failure switch
    {
        GraphException => null,
        OperationCanceledException when cancel.IsCancellationRequested => null,
        TimeoutException or OperationCanceledException => Transient(failure, what, "gave no answer in time"),
        ObjectDisposedException => Transient(failure, what, "cannot be reached: this program is stopping"),
        OrleansException or SocketException => Transient(failure, what, "cannot be reached"),
        _ => null,
    };

    private static GraphException Transient(Exception failure, string what, string words) =>
        new($"{what} {words}: {Words(failure)}", isTransient: true, failure);

    // Orleans' storage puts stacks into its messages; these words reach whoever called the API.
    private static string Words(Exception failure)
    {
        string first = FirstLine(failure), cause = FirstLine(failure.GetBaseException());
        return cause == first ? first : $"{first}: {cause}";
    }

    private static string FirstLine(Exception failure) => failure.Message.Split('\n', 2)[0].TrimEnd();
}
