using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Hosting;

/// <summary>The first steps that a program prints once it serves.</summary>
public static class FirstSteps
{
    // SDKs need a key; without configuration any is accepted.
    private const string AnyKey = "0123456789abcdef0123456789abcdef";

    /// <summary>A DSN for project 1 while nothing is configured.</summary>
    public static string Dsn(Uri server) => $"{server.Scheme}://{AnyKey}@{server.Authority}/1";

    /// <summary>The first steps if nothing is configured; otherwise empty, since keys and tokens must not be printed.</summary>
    public static string Of(ReplayGraphOptions options, string address)
    {
        if (!options.IsOpen || !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            return "";
        }

        return $"""

            Look at it:              {address}
            DSN for any Sentry SDK:  {Dsn(uri)}
            Send a fact:             curl {address}/api/v1/default/facts -H 'Content-Type: application/x-ndjson' --data-binary @facts.ndjson
            Replays of an issue:     curl {address}/api/v1/default/issues/1/replays

            """;
    }
}
