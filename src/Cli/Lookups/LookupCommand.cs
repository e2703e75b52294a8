using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Running;
using ReplayGraph.Links;
using Spectre.Console;

namespace ReplayGraph.Cli.Lookups;

/// <summary><c>replaygraph lookup</c>.</summary>
internal sealed class LookupCommand
{
    private const int MaxLimit = 1_000_000;

    private readonly Surroundings _around;
    private readonly LookupOptions _what = new();
    private readonly TargetOptions _target = new();
    private readonly Option<int> _limit = new("--limit")
    {
        Description = "The most replays.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints what the API answers." };

    private LookupCommand(Surroundings around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(Surroundings around)
    {
        var lookup = new LookupCommand(around);
        var command = new Command("lookup", """
            Says which replays show an issue, a transaction, a trace or an event, or any mixture of them.

            Asks the server or the data folder that is named; if none is, the server at http://localhost:5000 if it runs, else ./data.
            Prints a table on a terminal, values between tabs otherwise (durations in ms), or JSON.

            Exit codes: 0 found; 1 nothing found; 2 the command line cannot be understood; 3 the data folder or the server cannot be used.

            Examples:
              replaygraph lookup --issue 4000000017
              replaygraph lookup --transaction "GET /api/users/1/" --stats-period 14d --evidence tagged,listed --json
              replaygraph lookup --event 5c1f3b6b0d4d4f3ca5d1f5b7d3a1e9aa --fate any --data /var/lib/replaygraph
            """);
        lookup._what.AddTo(command);
        command.Add(lookup._limit);
        command.Add(lookup._json);
        lookup._target.AddTo(command);
        command.SetAction(lookup.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        LinkRequest request = _what.Read(parsed);
        int limit = parsed.GetValue(_limit);
        if (limit is < 1 or > MaxLimit)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--limit: 1 to {MaxLimit:N0}"));
        }

        await using ILinkSource source = await LinkSources.OpenAsync(_target.Read(parsed), _around, cancel);
        LinkAnswer answer = await AllAsync(source, request, limit, cancel);
        Print(answer, parsed.GetValue(_json));
        return answer.Total > 0 ? ExitCode.Done : ExitCode.No;
    }

    private static async Task<LinkAnswer> AllAsync(ILinkSource source, LinkRequest request, int limit, CancellationToken cancel)
    {
        var links = new List<Link>();
        while (true)
        {
            LinkAnswer page = await source.LookupAsync(
                request with { Limit = Math.Min(LinkRequest.MaxPage, limit - links.Count) }, cancel);
            links.AddRange(page.Links);
            if (page.Next is null || links.Count >= limit)
            {
                return page with { Links = links };
            }

            request = request with { Cursor = page.Next };
        }
    }

    private void Print(LinkAnswer answer, bool asJson)
    {
        if (asJson)
        {
            LinkJson.Write(_around.Output, answer);
            _around.Output.Write("\n"u8);
            return;
        }

        if (answer.Links.Count == 0)
        {
            _around.Error.WriteLine("No replay shows it.");
            return;
        }

        if (_around.IsOutputTerminal)
        {
            using var writer = new StreamWriter(_around.Output, leaveOpen: true);
            LinkTable.WriteTable(AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) }), answer.Links);
        }
        else
        {
            LinkTable.WriteLines(_around.Output, answer.Links);
        }

        string more = answer.Next is null ? "" : $"; more: --cursor {answer.Next}";
        _around.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.Links.Count:N0} of {answer.Total:N0} replays{more}"));
    }
}
