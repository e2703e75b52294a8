using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>
/// Sentry lists replays by a search; here the replays of an issue are narrowed by parameters. Two replays of one issue, of which each
/// condition finds one.
/// </summary>
[Collection(OpenServerTests.Name)]
public sealed class SentryReplaySearchTests(OpenServer server)
{
    private const int Kind = 45;
    private const int Issue = 45_001;
    private static readonly string s_one = Calls.Id(Kind, 1);
    private static readonly string s_two = Calls.Id(Kind, 2);
    private static readonly string s_trace = Calls.Id(Kind, 3);
    private static readonly string s_listed = Calls.Id(Kind, 4);
    private readonly HttpClient _client = server.Client;

    [Theory]
    [InlineData("test_get_replays_filter_environment", "replay_environment=prod", 1)]
    [InlineData("test_get_replays_filter_environment", "replay_environment=qa", 2)]
    [InlineData("test_get_replays_filter_environment", "replay_environment=prod&replay_environment=qa", 3)]
    [InlineData("test_query_branches_array_of_string_conditions", "url=/cart", 1)]
    [InlineData("test_query_branches_array_of_string_conditions", "url=/ca*", 1)]
    [InlineData("test_query_scalar_optimization_multiple_varying", "url=/cart&min_segments=2", 1)]
    [InlineData("test_query_branches_string_conditions", "user=u-1", 1)]
    [InlineData("test_query_branches_string_conditions", "user=ada", 1)]
    [InlineData("test_query_branches_string_conditions", "user=ada@shop.example", 1)]
    [InlineData("test_query_branches_ip_address_conditions", "user=127.0.0.1", 1)]
    [InlineData("test_query_invalid_ipv4_addresses", "user=nobody", 0)]
    [InlineData("test_query_branches_integer_conditions", "min_errors=1", 1)]
    [InlineData("test_query_branches_integer_conditions", "max_errors=0", 2)]
    [InlineData("test_query_branches_integer_conditions", "min_segments=2", 1)]
    [InlineData("test_get_replays_user_filters", "min_duration_ms=17000", 1)]
    [InlineData("test_get_replays_user_filters", "max_duration_ms=16999", 2)]
    public async Task FindsReplaysBy(string sentry, string query, int expected)
    {
        await StoreAsync();
        string[] found = (await _client.ReadAsync($"{Calls.Base}issues/{Issue}/replays?{query}")).Replays();
        Assert.Equal((sentry, expected), (sentry, (found.Contains(s_one) ? 1 : 0) + (found.Contains(s_two) ? 2 : 0)));
    }

    [Theory]
    [InlineData("test_get_replays_filter_bad_value", "min_duration_ms=a")]
    [InlineData("test_get_replays_filter_bad_value", "max_errors=-1")]
    [InlineData("test_get_replays_unknown_field", "fields=unknown")]
    public async Task RefusesBadConditions(string sentry, string query)
    {
        (HttpStatusCode status, _) = await _client.SendAsync("GET", $"{Calls.Base}issues/{Issue}/replays?{query}");
        Assert.Equal((sentry, HttpStatusCode.BadRequest), (sentry, status));
    }

    [Fact]
    public async Task FindsReplaysByTraceAndByEvent()
    {
        await StoreAsync();
        Assert.Equal([s_one], (await _client.ReadAsync($"{Calls.Base}traces/{s_trace}/replays")).Replays());
        Assert.Equal([s_one], (await _client.ReadAsync($"{Calls.Base}events/{s_listed}/replays")).Replays());
    }

    [Fact]
    public async Task PagesUntilTheEnd()
    {
        await StoreAsync();
        JsonElement first = await _client.ReadAsync($"{Calls.Base}issues/{Issue}/replays?limit=1");
        JsonElement last = await _client.ReadAsync($"{Calls.Base}issues/{Issue}/replays?limit=1&cursor={first.GetProperty("next_cursor")}");
        Assert.Equal([s_one, s_two], first.Replays().Concat(last.Replays()).Order());
        Assert.False(last.TryGetProperty("next_cursor", out _));
    }

    private Task StoreAsync() => _client.IngestAsync(
        Calls.Segment(s_one, 0, Calls.HourAgo, more:
            $",\"environment\":\"prod\",\"urls\":[\"/cart\"],\"trace_ids\":[\"{s_trace}\"],\"error_ids\":[\"{s_listed}\"],"
            + "\"user\":{\"id\":\"u-1\",\"username\":\"ada\",\"email\":\"ada@shop.example\",\"ip\":\"127.0.0.1\"}"),
        Calls.Segment(s_one, 1, Calls.HourAgo + 17),
        Calls.Segment(s_two, more: ",\"environment\":\"qa\",\"urls\":[\"/\"]"),
        Calls.Error(Calls.Id(Kind, 5), Issue, s_one),
        Calls.Error(Calls.Id(Kind, 6), Issue, s_two));
}
