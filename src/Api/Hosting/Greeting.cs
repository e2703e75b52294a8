using ReplayGraph.Api.Options;
using ReplayGraph.Embedded;

namespace ReplayGraph.Api.Hosting;

/// <summary>What the program says once it serves: where, and what to do next.</summary>
public static class Greeting
{
    // Any key is taken where nothing is configured; SDKs want one.
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
            text += "The end of the journal was cut short by a crash; what was never acknowledged was cut off.\n";
        }

        return text + FirstSteps(options, address);
    }

    /// <summary>What to do first where nothing is configured; nothing else, since keys and tokens are not for everybody to read.</summary>
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
