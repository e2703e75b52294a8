using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api.Webhooks;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Api.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    private const string Refused = nameof(CallOutcome.Refused), Delivered = nameof(CallOutcome.Delivered);
    private const string Secret = "a secret of at least thirty-two characters";

    private static readonly byte[] _body = Encoding.UTF8.GetBytes("{\"type\":\"issue.replays\"}");
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());

    [Fact]
    public async Task ACall_IsSigned()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using var sender = new WebhookSender(_time);
        Assert.Equal(CallOutcome.Delivered, (await SendAsync(sender, Hook(receiver.Url))).Outcome);
        ReceivedCall call = Assert.Single(receiver.Calls);
        Assert.Equal(("/hook", "application/json", "ReplayGraph"), (call.Path, call.Headers.ContentType.ToString(), call.Headers.UserAgent.ToString()));
        Assert.Equal((World.Now.Milliseconds / 1000).ToString(), call.Timestamp);
        Assert.True(call.IsSignedWith(Secret));
        Assert.False(call.IsSignedWith(Secret + "!"));
    }

    [Fact]
    public void ASignature_IsThatOfOtherPrograms() =>
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac '0123456789abcdef0123456789abcdef'
        Assert.Equal(
            "v1=417adf36b901772f658597a76d329694e335e65fc0849d7715c3ca33406309b5",
            new WebhookSignature("0123456789abcdef0123456789abcdef").Of(1_700_000_000, "{}"u8));

    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(204, "Delivered")]
    [InlineData(302, "Failed")]
    [InlineData(400, "Failed")]
    [InlineData(410, "Gone")]
    [InlineData(429, "Failed")]
    [InlineData(500, "Failed")]
    public async Task AnAnswer_HasAnOutcome(int status, string outcome)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/other";
            context.Response.Headers.SetCookie = "a=b";
            return status == 204 ? Task.CompletedTask : context.Response.WriteAsync(new string('x', 100_000));
        };
        using var sender = new WebhookSender(_time);
        Assert.Equal(outcome, (await SendAsync(sender, Hook(receiver.Url))).Outcome.ToString());

        // No redirect is followed, and no cookie sent back.
        await SendAsync(sender, Hook(receiver.Url));
        Assert.Equal(["/hook", "/hook"], receiver.Calls.Select(call => call.Path));
        Assert.All(receiver.Calls, call => Assert.Empty(call.Headers.Cookie.ToString()));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 20 Nov 2026 12:01:00 GMT", 60)]
    [InlineData("Fri, 20 Nov 2026 11:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task RetryAfter_IsRead(string header, int? seconds)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, header);
            return Task.CompletedTask;
        };
        using var sender = new WebhookSender(_time);
        CallResult result = await SendAsync(sender, Hook(receiver.Url));
        Assert.Equal((CallOutcome.Failed, "it answered 503", seconds), (result.Outcome, result.Reason, (int?)result.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task NoAnswerInTime_IsAFailure()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        var arrived = new TaskCompletionSource();
        receiver.Answer = context =>
        {
            arrived.SetResult();
            return Receiver.HangAsync(context);
        };
        using var sender = new WebhookSender(_time);
        Task<CallResult> sending = SendAsync(sender, Hook(receiver.Url));
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(new(CallOutcome.Failed, "no answer within 10 s"), await sending);
    }

    [Fact]
    public async Task NoConnection_IsAFailure_WithoutTheAddress()
    {
        Receiver receiver = await Receiver.StartAsync();
        Uri url = receiver.Url;
        await receiver.DisposeAsync();
        using var sender = new WebhookSender(_time);
        Assert.Equal(new(CallOutcome.Failed, "ConnectionRefused"), await SendAsync(sender, Hook(url)));
    }

    [Theory]
    [InlineData(false, Refused, "127.0.0.1")]
    [InlineData(false, Refused, "10.0.0.1", "::1", "fe80::1")]
    [InlineData(true, Delivered, "127.0.0.1")]
    public async Task ANameOfPrivateAddresses_IsCalledOnlyIfAllowed(bool allowPrivate, string outcome, params string[] addresses)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using var sender = new WebhookSender(_time, (host, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));
        CallResult result = await SendAsync(sender, Hook(new($"http://hooks.example.com:{receiver.Url.Port}/t0k3n"), allowPrivate));
        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal(outcome == Delivered ? 1 : 0, receiver.Calls.Count);
        Assert.Equal(outcome == Delivered ? "" : "hooks.example.com has no public address, and AllowPrivate is not set", result.Reason);
    }

    [Fact]
    public async Task AName_IsResolvedOnceForAConnection()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        int asked = 0;
        using var sender = new WebhookSender(_time, (host, _) =>
        {
            asked++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        await SendAsync(sender, Hook(new($"http://hooks.example.com:{receiver.Url.Port}/")));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Cancelled_ItThrows()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using var sender = new WebhookSender(_time);
        using var cancel = new CancellationTokenSource();
        receiver.Answer = async context =>
        {
            await cancel.CancelAsync();
            await Receiver.HangAsync(context);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(Hook(receiver.Url), _body, cancel.Token));
    }

    private static Task<CallResult> SendAsync(WebhookSender sender, Webhook hook) => sender.SendAsync(hook, _body, CancellationToken.None);

    private static Webhook Hook(Uri url, bool allowPrivate = true) =>
        new(new(OrganizationId.Default, url, Secret) { AllowPrivate = allowPrivate });
}
