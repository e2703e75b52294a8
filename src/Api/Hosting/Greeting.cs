using ReplayGraph.Api.Options;
using ReplayGraph.Embedded;

namespace ReplayGraph.Api.Hosting;

/// <summary>What the program prints once it serves: its addresses, and the first steps.</summary>
public static class Greeting
{
    // SDKs need a key; without configuration any is accepted.
    private const string AnyKey = "0123456789abcdef0123456789abcdef";

    internal static string Text(ReplayGraphOptions options, string folder, ICollection<string> addresses, OpenReport report)
    {
        string address = addresses.FirstOrDefault() ?? "http://localhost:5000";
        string text = $"""
            ReplayGraph listens on {string.Join(", ", addresses)}
            data: {folder} ({report.Facts} facts, read in {report.Took.TotalSeconds:0.0} s)

            """;
        if (report.Torn is not null)
        {
            text += "A crash left an incomplete record at the end of the journal; it was never acknowledged, and has been removed.\n";
        }

        return text + FirstSteps(options, address);
    }

    /// <summary>The first steps if nothing is configured; otherwise empty, since keys and tokens must not be printed.</summary>
    public static string FirstSteps(ReplayGraphOptions options, string address)
    {
        if (!options.IsOpen || !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            return "";
        }

        return $"""

            DSN for any Sentry SDK:  {uri.Scheme}://{AnyKey}@{uri.Authority}/1
            Send a fact:             curl {address}/api/v1/default/facts -H 'Content-Type: application/x-ndjson' --data-binary @facts.ndjson
            Replays of an issue:     curl {address}/api/v1/default/issues/1/replays

            """;
    }
}
