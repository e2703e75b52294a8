using ReplayGraph.Api.Options;
using ReplayGraph.Api.Tests.Live;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>Webhooks over a graph, with a receiver and a clock that the test moves.</summary>
public abstract class WebhookSpec : LiveSpec
{
    protected const string Secret = "a secret of at least thirty-two characters";

    private protected MemoryWebhookStore Store { get; init; } = new();

    private protected WebhookProcess Process(params WebhookOptions[] webhooks) => new(Graph, Time, Store, webhooks);

    private protected static WebhookOptions Hook(Receiver receiver, string path = "/hook") =>
        new(OrganizationId.Default, new(receiver.Url, path), Secret) { AllowPrivate = true, IntervalSeconds = 60 };

    /// <summary>An error of an issue, and the replay that it names.</summary>
    protected static IFact[] Linked(int number, int issue, int project = 1) =>
    [
        Make.Error(number, issue, replay: number, at: number - 1000, project: project),
        Make.Segment(number, start: number - 1001, at: number - 999, project: project),
    ];

    /// <summary>The replays of a call, by number.</summary>
    private protected static int[] Numbers(ReceivedCall call) => [.. call.Replays.Select(id => World.Number(ReplayId.Parse(id)))];
}
