using System.Net;
using System.Text;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Webhooks;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>What becomes of calls that fail, and of those that a process leaves behind.</summary>
public sealed class WebhookDeliveryTests : WebhookSpec
{
    [Fact]
    public async Task AFailedCall_IsRepeated_WithTheSameId_AndNewReplaysWait()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.AnswerWith(HttpStatusCode.InternalServerError);
        await using WebhookProcess process = await BeginAsync(Hook(receiver));
        await IngestAsync(Linked(1, 5));
        await process.PassAsync(90);
        Assert.InRange(receiver.Calls.Count, 2, 5);
        await IngestAsync(Linked(2, 5));
        await process.PassAsync(20);
        receiver.AnswerWith(HttpStatusCode.OK);
        await process.PassAsync(400);
        ReceivedCall[] first = [.. receiver.Calls.SkipLast(1)];
        Assert.Single(first.Select(call => call.DeliveryId).Distinct());
        Assert.All(first, call => Assert.Equal([1], Numbers(call)));
        Assert.All(receiver.Calls, call => Assert.True(call.IsSignedWith(Secret)));
        Assert.Equal([2], Numbers(receiver.Calls[^1]));
        Assert.NotEqual(first[0].DeliveryId, receiver.Calls[^1].DeliveryId);
        Assert.Equal(
            [
                "Warning: The webhook default: 127.0.0.1 fails: it answered 500. Its calls wait and are tried again, for 24 hours each.",
                $"Information: The webhook default: 127.0.0.1 works again, after {first.Length - 1} failed attempts.",
            ],
            process.Lines);
    }

    [Fact]
    public async Task AReceiverThatIsAway_IsNotTriedWithEachCall()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.AnswerWith(HttpStatusCode.BadGateway);
        await using WebhookProcess process = await BeginAsync(Hook(receiver));
        await IngestAsync([.. Enumerable.Range(1, 50).SelectMany(number => Linked(number, number))]);
        await process.PassAsync(3600);
        Assert.InRange(receiver.Calls.Count, 8, 30);
        receiver.AnswerWith(HttpStatusCode.OK);
        int before = receiver.Calls.Count;
        await process.PassAsync(2 * 3600);
        Assert.Equal(50, receiver.Calls.Skip(before).Select(call => call.DeliveryId).Distinct().Count());
        Assert.Equal(50, receiver.Calls.Count - before);
    }

    [Fact]
    public async Task ACallThatFailsForADay_IsDropped()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.AnswerWith(HttpStatusCode.InternalServerError);
        await using WebhookProcess process = await BeginAsync(Hook(receiver));
        await IngestAsync(Linked(1, 5));
        await process.PassAsync(20 * 3600);
        Assert.Equal(1, process.Worker.Pending);
        await process.PassAsync(6 * 3600);
        Assert.Equal(0, process.Worker.Pending);
        Assert.InRange(receiver.Calls.Count, 20, 60);
        Assert.StartsWith("Error: 1 calls of webhooks were dropped", process.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "600");
            return Task.CompletedTask;
        };
        await using WebhookProcess process = await BeginAsync(Hook(receiver));
        await IngestAsync(Linked(1, 5));
        await process.PassAsync(600);
        Assert.Single(receiver.Calls);
        await process.PassAsync(100);
        Assert.Equal(2, receiver.Calls.Count);
    }

    [Fact]
    public async Task AReceiverThatIsGone_GetsNoCalls_UntilTheRestart()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/hook" ? 410 : 200;
            return Task.CompletedTask;
        };
        WebhookOptions[] hooks = [Hook(receiver), Hook(receiver, "/other")];
        await using (WebhookProcess process = await BeginAsync(hooks))
        {
            await IngestAsync([.. Linked(1, 5), .. Linked(2, 6)]);
            await process.PassAsync(100);
            await IngestAsync(Linked(3, 5));
            await process.PassAsync(600);
            Assert.Equal(["/hook", "/other", "/other", "/other"], receiver.Calls.Select(call => call.Path).Order());
            Assert.Contains("Error: The webhook default: 127.0.0.1 answered 410: it gets no calls until this process is restarted.", process.Lines);
            await process.Worker.ReleaseAsync(CancellationToken.None);
        }

        await using WebhookProcess next = await BeginAsync(hooks);
        await IngestAsync(Linked(4, 7));
        await next.PassAsync(100);
        Assert.Equal([4], Numbers(receiver.Calls.Last(call => call.Path == "/hook")));
    }

    [Fact]
    public async Task ARestart_LosesNoCall()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using (WebhookProcess process = await BeginAsync(Hook(receiver)))
        {
            await IngestAsync(Linked(1, 5));
            await process.PassAsync(30);
            Assert.Equal(1, process.Worker.Pending);
        }

        // Killed: the lease of the first runs out.
        await using WebhookProcess next = Process(Hook(receiver));
        await next.PassAsync(200);
        Assert.Equal([1], Numbers(Assert.Single(receiver.Calls)));
    }

    [Fact]
    public async Task AnAttemptWhoseOutcomeIsLost_IsRepeated_WithTheSameId()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using (WebhookProcess process = await BeginAsync(Hook(receiver)))
        {
            await IngestAsync(Linked(1, 5));
            Store.Saving = () => _ = receiver.Calls.Count == 0 ? 0 : throw new IOException("The disk is full.");
            await process.PassAsync(90);
            Assert.Single(receiver.Calls);
            Assert.Contains(process.Lines, line => line.Contains("The disk is full.", StringComparison.Ordinal));
        }

        Store.Saving = () => { };
        await using WebhookProcess next = Process(Hook(receiver));
        await IngestAsync(Linked(2, 5));
        await next.PassAsync(300);
        Assert.Equal([[1], [1], [2]], receiver.Calls.Select(Numbers));
        Assert.Equal(receiver.Calls[0].DeliveryId, receiver.Calls[1].DeliveryId);
    }

    [Fact]
    public async Task OfTwoProcesses_OneSends_AndTheOtherTakesOver()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        WebhookProcess first = await BeginAsync(Hook(receiver));
        await using WebhookProcess second = Process(Hook(receiver));
        for (int number = 1; number <= 10; number++)
        {
            await IngestAsync(Linked(number, 5));
            await first.PassAsync(20);
            await second.PassAsync(1);
            Assert.Equal((true, false), (first.Worker.Pending is not null, second.Worker.Pending is not null));
        }

        await first.Worker.ReleaseAsync(CancellationToken.None);
        await first.DisposeAsync();
        await IngestAsync(Linked(11, 5));
        await second.PassAsync(200);
        Assert.Equal(Enumerable.Range(1, 11), receiver.Calls.SelectMany(Numbers).Order());
    }

    [Fact]
    public async Task AProcessThatWasPausedTooLong_SendsNothingThatAnotherSends()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using WebhookProcess paused = await BeginAsync(Hook(receiver)), other = Process(Hook(receiver));
        await IngestAsync(Linked(1, 5));
        await paused.PassAsync(50);
        Time.Advance(TimeSpan.FromSeconds(70));
        await other.PassAsync(1);
        await paused.PassAsync(1);
        await other.PassAsync(30);
        await paused.PassAsync(30);
        Assert.Single(receiver.Calls);
        Assert.Equal((true, false), (other.Worker.Pending is not null, paused.Worker.Pending is not null));
    }

    [Fact]
    public async Task AProcessWhoseClockWasAhead_DoesNotHoldTheState()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Store.Stored = new(StateJson.Write(new() { Owner = "another", Until = World.At(World.Day) }), 3);
        await using WebhookProcess process = Process(Hook(receiver));
        await process.PassAsync(50);
        Assert.Null(process.Worker.Pending);
        Store.Stored = Store.Stored with { Version = 4 };
        await process.PassAsync(59);
        Assert.Null(process.Worker.Pending);
        await process.PassAsync(31);
        Assert.NotNull(process.Worker.Pending);
    }

    [Fact]
    public async Task AStateThatCannotBeRead_IsReplaced_LoudAndSilent()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await IngestAsync(Linked(1, 5));
        Store.Stored = new(Encoding.UTF8.GetBytes("{\"webhooks\":7}"), 3);
        await using WebhookProcess process = await BeginAsync(Hook(receiver));
        Assert.StartsWith("Error: THE STORED STATE OF WEBHOOKS CANNOT BE READ", Assert.Single(process.Lines), StringComparison.Ordinal);
        await IngestAsync(Linked(2, 5));
        await process.PassAsync(100);
        Assert.Equal([2], Numbers(Assert.Single(receiver.Calls)));
    }

    [Fact]
    public async Task NothingNew_IsNotSaved_ByTheOnlyProcess()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        var store = new MemoryWebhookStore { IsExclusive = true };
        await using var process = new WebhookProcess(Graph, Time, store, Hook(receiver));
        await IngestAsync(Linked(1, 5));
        await process.PassAsync(1000);
        Assert.Equal(1, store.Stored.Version);
        Assert.DoesNotContain("owner", Encoding.UTF8.GetString(store.Stored.Bytes.Span), StringComparison.Ordinal);
    }

    private async Task<WebhookProcess> BeginAsync(params WebhookOptions[] hooks)
    {
        WebhookProcess process = Process(hooks);
        await process.PassAsync(1);
        return process;
    }
}
