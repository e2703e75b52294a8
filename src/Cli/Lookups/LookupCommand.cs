using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;
using ReplayGraph.Links;
using Spectre.Console;

namespace ReplayGraph.Cli.Lookups;

/// <summary><c>replaygraph lookup</c>.</summary>
internal sealed class LookupCommand
{
    private readonly CliEnvironment _environment;
    private readonly LookupOptions _what = new();
    private readonly TargetOptions _target = new();
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON as the API does.", Arity = ArgumentArity.Zero };

    private LookupCommand(CliEnvironment environment) => _environment = environment;

    internal static Command Build(CliEnvironment environment)
    {
        var lookup = new LookupCommand(environment);
        var command = new DocumentedCommand("lookup", "Finds the replays that show an issue, transaction, trace or event")
        {
            Examples =
            [
                "replaygraph lookup --issue 4000000017",
                "replaygraph lookup --transaction \"GET /api/users/1/\" --json",
                "replaygraph lookup --event 5c1f3b6b0d4d4f3ca5d1f5b7d3a1e9aa --fate any",
            ],
            Notes = """
                Several keys are looked up together: the answer holds the replays that show any of them.

                Without --data and --server it queries the server at http://localhost:5000 if one runs there, otherwise the folder ./data.

                Prints a table on a terminal, and tab-separated lines (durations in milliseconds) to a pipe or file.
                """,
            ExitCodes = CliExitCode.Table("At least one replay was found.", "No replay was found."),
        };
        lookup._what.AddTo(command);
        command.AddGroup("Output", lookup._json);
        lookup._target.AddTo(command);
        command.SetAction(lookup.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        LinkRequest request = _what.Read(parsed);
        await using ILinkSource source = await LinkSources.OpenAsync(_target.Read(parsed), _environment, cancel);
        LookupResult answer = await AllAsync(source, request, _what.ReadLimit(parsed), cancel);
        Print(answer, parsed.GetValue(_json));
        return answer.Total > 0 ? CliExitCode.Done : CliExitCode.No;
    }

    private static async Task<LookupResult> AllAsync(ILinkSource source, LinkRequest request, int limit, CancellationToken cancel)
    {
        var links = new List<Link>();
        var urls = new Dictionary<ReplayId, string>();
        while (true)
        {
            LookupResult page = await source.LookupAsync(
                request with { Limit = Math.Min(LinkRequest.MaxPage, limit - links.Count) }, cancel);
            links.AddRange(page.Links);
            foreach ((ReplayId replay, string url) in page.Urls)
            {
                urls[replay] = url;
            }

            if (page.Next is null || links.Count >= limit)
            {
                return page with { Links = links, Urls = urls };
            }

            request = request with { Cursor = page.Next };
        }
    }

    private void Print(LookupResult answer, bool asJson)
    {
        if (asJson)
        {
            LookupJson.Write(_environment.Output, answer);
            _environment.Output.Write("\n"u8);
            return;
        }

        if (answer.SharedTraces > 0)
        {
            _environment.Error.WriteLine(
                $"Shared traces, which are not evidence: {answer.SharedTraces}. --evidence shared lists their replays.");
        }

        if (answer.Links.Count == 0)
        {
            _environment.Error.WriteLine(answer.IsKnown
                ? "No replay found."
                : "Unknown: no event was received, or all have expired.");
            return;
        }

        if (_environment.IsOutputTerminal)
        {
            using var writer = new StreamWriter(_environment.Output, leaveOpen: true);
            LinkPrinter.WriteTable(AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) }), answer);
        }
        else
        {
            LinkPrinter.WriteLines(_environment.Output, answer);
        }

        string more = answer.Next is null ? "" : $"; more: --cursor {answer.Next}";
        _environment.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{answer.Links.Count:N0} of {answer.Total:N0} replays{more}"));
    }
}
