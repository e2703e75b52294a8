using System.Net.Sockets;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;

namespace ReplayGraph.Grains.Calls;

/// <summary>Classifies and translates failures of grain calls.</summary>
internal static class CallFailures
{
    /// <summary>
    /// True if the called silo is dead or unreachable: the grain will be activated elsewhere once the membership has converged.
    /// </summary>
    internal static bool IsGone(Exception failure) =>
        failure is OrleansMessageRejectionException or ConnectionFailedException or ClientNotAvailableException or GatewayTooBusyException
            or LimitExceededException or SocketException;

    /// <summary>The failure as a <see cref="GraphException"/>; null for bugs, and if the caller cancelled.</summary>
    internal static GraphException? Translate(Exception failure, string what, CancellationToken cancel) => failure switch
    {
        GraphException => null,
        OperationCanceledException when cancel.IsCancellationRequested => null,
        TimeoutException or OperationCanceledException => Transient(failure, what, "timed out"),
        ObjectDisposedException => Transient(failure, what, "cannot be reached, because this process is stopping"),
        OrleansException or SocketException => Transient(failure, what, "cannot be reached"),
        UnavailableExceptionFallbackException => Transient(failure, what, "failed"),
        // What reads a message raises it; code does not.
        TypeLoadException => Transient(failure, what, "answers in the form of another version"),
        _ => null,
    };

    /// <summary>
    /// The message, and that of its cause. Orleans puts stack traces into storage exceptions' messages. These messages reach API clients,
    /// so only first lines are kept.
    /// </summary>
    internal static string Describe(Exception failure)
    {
        string first = FirstLine(failure), cause = FirstLine(failure.GetBaseException());
        return cause == first ? first : $"{first}: {cause}";
    }

    private static GraphException Transient(Exception failure, string what, string words) =>
        new($"{what} {words}: {Describe(failure)}", isTransient: true, failure);

    private static string FirstLine(Exception failure) => failure.Message.Split('\n', 2)[0].TrimEnd();
}
