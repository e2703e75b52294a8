using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Options;
using ReplayGraph.Embedded;

namespace ReplayGraph.Standalone;

/// <summary>What the program prints once it serves: its addresses, its data, and the first steps.</summary>
internal static class Greeting
{
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

        return text + FirstSteps.Of(options, address);
    }
}
