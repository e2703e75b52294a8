using System.Text.Json;
using System.Text.Json.Nodes;
using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Generating;

/// <summary>Workloads in which some replays list no traces.</summary>
public sealed class UntracedTests : IDisposable
{
    private static readonly string[] _fixed = ["generate", "5000", "--seed", "42", "--start", "2026-11-01T00:00:00Z"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0.5", 0.3, 0.7)]
    [InlineData("1", 1, 1)]
    public async Task TheFactsDifferByListedTracesAlone(string share, double least, double most)
    {
        JsonObject[] traced = await FactsAsync();
        JsonObject[] facts = await FactsAsync("--untraced", share);
        Assert.Equal(traced.Length, facts.Length);
        Dictionary<string, bool> untraced = [];
        foreach ((JsonObject fact, JsonObject one) in facts.Zip(traced))
        {
            if (one["trace_ids"] is JsonArray { Count: > 0 } all)
            {
                string replay = (string)one["replay_id"]!;
                bool none = fact["trace_ids"]!.AsArray().Count == 0;
                Assert.True(untraced.TryAdd(replay, none) || untraced[replay] == none, $"{replay} lists some of its traces");
                fact["trace_ids"] = none ? all.DeepClone() : fact["trace_ids"]!.DeepClone();
            }

            Assert.True(JsonNode.DeepEquals(one, fact), $"{one}\n{fact}");
        }

        Assert.InRange(untraced.Values.Count(none => none) / (double)untraced.Count, least, most);
    }

    [Fact]
    public async Task TheLinksAreTheSame_AndThoseThatABruteForceJoinFinds()
    {
        JsonObject[] facts = await FactsAsync("--untraced", "0.5", "--answers", _place["untraced"]);
        await FactsAsync("--answers", _place["traced"]);
        Assert.Equal(File.ReadAllBytes(_place["traced"]), File.ReadAllBytes(_place["untraced"]));

        using JsonDocument answers = JsonDocument.Parse(File.ReadAllBytes(_place["untraced"]));
        ILookup<bool, JsonObject> kinds = facts.ToLookup(fact => (string)fact["type"]! == "replay_event");
        Dictionary<string, HashSet<string>> found = Join([.. kinds[false]], [.. kinds[true]]);
        foreach (JsonProperty of in answers.RootElement.GetProperty("events").EnumerateObject())
        {
            Assert.Equal(of.Value.EnumerateArray().Select(id => id.GetString()!), found[of.Name].Order(StringComparer.Ordinal));
            found.Remove(of.Name);
        }

        Assert.All(found.Values, Assert.Empty);
    }

    // Events to replays: by what an event carries, by what a replay lists, and by what another event of the trace has of these two.
    private static Dictionary<string, HashSet<string>> Join(JsonObject[] events, JsonObject[] segments)
    {
        HashSet<string> arrived = [.. segments.Select(segment => (string)segment["replay_id"]!)];
        ILookup<string, string> listed = Listed("error_ids"), seen = Listed("trace_ids");
        IEnumerable<string> Named(JsonObject one) =>
            listed[(string)one["event_id"]!].Concat(one["replay_id"] is { } id && arrived.Contains((string)id!) ? [(string)id!] : []);
        ILookup<string, string> siblings = events.SelectMany(one => Named(one).Select(id => (Trace: (string)one["trace_id"]!, Id: id)))
            .ToLookup(pair => pair.Trace, pair => pair.Id);
        return events.ToDictionary(
            one => (string)one["event_id"]!,
            one => Named(one).Concat(seen[(string)one["trace_id"]!]).Concat(siblings[(string)one["trace_id"]!]).ToHashSet());

        ILookup<string, string> Listed(string member) => segments
            .SelectMany(segment => segment[member]!.AsArray().Select(id => (Id: (string)id!, Replay: (string)segment["replay_id"]!)))
            .ToLookup(pair => pair.Id, pair => pair.Replay);
    }

    private async Task<JsonObject[]> FactsAsync(params string[] more)
    {
        Ran ran = await _place.RunAsync([.. _fixed, .. more]);
        Assert.Equal(0, ran.Code);
        return [.. ran.Text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
