using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Conformance.Oracle;

namespace ReplayGraph.Api.Tests.Sentry;

/// <summary>SDKs, before a graph that keeps less than the API believes.</summary>
public sealed class RetentionTests
{
    [Theory]
    [InlineData("envelope", "{}\n{\"type\":\"event\"}\n")]
    [InlineData("store", "")]
    public async Task WhatIsNotKept_IsNotAnsweredWithItsId(string endpoint, string head)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddReplayGraphApi(new() { RetentionDays = 90 });
        builder.Services.AddSingleton<IGraph>(new OracleGraph(TimeProvider.System, defaultRetentionDays: 1));
        await using WebApplication app = builder.Build();
        app.MapReplayGraph();
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        string path = $"/api/1/{endpoint}/?sentry_key=0123456789abcdef0123456789abcdef";
        string old = $"{head}{{\"event_id\":\"{Calls.Id(5, 1)}\",\"timestamp\":{Calls.HourAgo - (2 * 86_400)}}}";
        (HttpStatusCode status, JsonElement answer) = await client.SendAsync("POST", path, new StringContent(old));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("1 not kept: older than the retention", answer.GetProperty("detail").GetString());
        (status, answer) = await client.SendAsync("POST", path, new StringContent($"{head}{{\"event_id\":\"{Calls.Id(5, 1)}\"}}"));
        Assert.Equal((HttpStatusCode.OK, Calls.Id(5, 1)), (status, answer.GetProperty("id").GetString()));
    }
}
