using System.Text;
using ReplayGraph.Api.ReplayCount;
using ReplayGraph.Api.ReplayCount.Search;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>
/// The query grammar of replay-count: a search is parsed or <see cref="SearchException"/> is thrown. A search in parentheses is the
/// same search.
/// </summary>
internal sealed class SearchTarget : Target
{
    internal override string Name => "search";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 2048;

    internal override IEnumerable<byte[]> Seeds => Texts(
        "issue.id:[1,2,3]",
        "replay_id:[0123456789abcdef0123456789abcdef, 01234567-89ab-4def-8123-456789abcdef]",
        "transaction:[\"GET /\", \"a \\\" b\",/c] AND environment:production",
        "!issue.id:[1] OR (level:error release:\"1.0*\") has:trace",
        "(issue.id:[1]) and !has:replay.id (platform:javascript or event.type:default)",
        "project.id:7 issue.id:[1] trace:0123456789abcdef0123456789abcdef id:x* tags[a]:b free text",
        "event.type:transaction transaction:[\"/x\"] transaction.duration:>=119ms !span.duration:[1.5s,2] has:transaction.duration",
        "issue.id:[1] timestamp:-24h timestamp:<2026-11-20T10:00:00+01:00 timestamp:2026-11-20 is_transaction:true trace.span:00000000000000ff",
        "((((issue.id:[]))))",
        "urn:uuid:{01234567-89ab-4def-8123-456789abcdef}");

    internal override IEnumerable<string> Words =>
    [
        "issue.id:[", "transaction:[", "replay_id:[", "]", "(", ")", " AND ", " OR ", "!", "\"", "\\\"", ":", ",", "has:", "trace",
        "level:", "transaction.duration:", "timestamp:", ">=", "<", "!=", "ms", "wk",
        "release:", "environment:", "project.id:", "event.type:", "platform.name:", "id:", "replayId:", "tags[", "*",
        "0123456789abcdef0123456789abcdef",
    ];

    // It is parsed three times and formatted twice.
    internal override long MaxAllocation(int length) => (64 << 10) + (1024L * length);

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        string query = Encoding.UTF8.GetString(input.Span);
        try
        {
            SearchNode search = SearchParser.Parse(query);
            if (Depth(query) < 16)
            {
                BrokenPromiseException.Unless(
                    Describe(SearchParser.Parse($"({query})")) == Describe(search), "a search in parentheses is the same search");
            }

            CountedKeys keys = CountedKeys.Of(query, Context.Now);
            BrokenPromiseException.Unless(keys.Values.Count <= 100, "no more values than Sentry accepts");
            foreach (string value in keys.Values)
            {
                (UInt128 sent, UInt128 version4) = SentryUuid.Parse(value);
                BrokenPromiseException.Unless(
                    SentryUuid.Parse($"{version4:x32}") == (version4, version4) && SentryUuid.Parse($"{sent:x32}").Version4 == version4,
                    "an id survives a round trip");
            }
        }
        catch (SearchException e)
        {
            // Sentry's message quotes the key.
            BrokenPromiseException.Unless(e.Message.Length > 0 && e.Message.Length <= 300 + query.Length, "an error states what is wrong");
        }
    }

    private static string Describe(SearchNode node) => node switch
    {
        SearchNode.All all => $"all({string.Join(' ', all.Of.Select(Describe))})",
        SearchNode.Any any => $"any({string.Join(' ', any.Of.Select(Describe))})",
        SearchNode.Filter filter => $"{filter.IsNegated}{filter.IsList}{filter.Key}:{string.Join('\0', filter.Values)}",
        SearchNode.FreeText text => text.Text,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static int Depth(string query) => query.Count(c => c == '(');
}
