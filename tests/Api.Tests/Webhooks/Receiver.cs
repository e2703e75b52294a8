using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>A call as it arrived.</summary>
internal sealed record ReceivedCall(string Path, string Timestamp, string Signature, string Body, IHeaderDictionary Headers)
{
    internal JsonElement Json => JsonElement.Parse(Body);

    internal string DeliveryId => Json.GetProperty("delivery_id").GetString()!;

    internal string[] Replays => [.. Json.GetProperty("replays").EnumerateArray().Select(one => one.GetProperty("replay_id").GetString()!)];

    /// <summary>Whether it is signed with a secret, computed without the product's code.</summary>
    internal bool IsSignedWith(string secret)
    {
        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{Timestamp}.{Body}"));
        return Signature == "v1=" + Convert.ToHexString(mac).ToLowerInvariant();
    }
}

/// <summary>A server on this machine that receives calls and answers as the test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedCall> _calls = [];
    private readonly Channel<ReceivedCall> _news = Channel.CreateUnbounded<ReceivedCall>();

    private Receiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Run(ReceiveAsync);
    }

    /// <summary>How it answers.</summary>
    internal Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    internal Uri Url => new(_app.Urls.First() + "/hook");

    internal IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    internal static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for the next call.</summary>
    internal async Task<ReceivedCall> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _news.Reader.ReadAsync(patience.Token);
    }

    internal void AnswerWith(HttpStatusCode status) => Answer = context =>
    {
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    };

    /// <summary>Does not answer before the caller leaves.</summary>
    internal static async Task HangAsync(HttpContext context)
    {
        var left = new TaskCompletionSource();
        await using CancellationTokenRegistration registered = context.RequestAborted.Register(left.SetResult);
        await left.Task;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        IHeaderDictionary headers = context.Request.Headers;
        var call = new ReceivedCall(
            context.Request.Path, headers["ReplayGraph-Timestamp"].ToString(), headers["ReplayGraph-Signature"].ToString(), body,
            new HeaderDictionary(headers.ToDictionary()));
        _calls.Enqueue(call);
        await Answer(context);
        _news.Writer.TryWrite(call);
    }
}
