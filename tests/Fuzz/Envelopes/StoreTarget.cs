using System.IO.Compression;
using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Fuzz.Envelopes;

/// <summary>Bodies of <c>/store/</c> from old SDKs: JSON, or base64 of deflated JSON.</summary>
internal sealed class StoreTarget : SdkTarget
{
    // Inflating is the largest cost of a small body, and bounded.
    private const long Inflated = 2 << 20;

    internal override string Name => "store";

    internal override Shape Shape => Shape.Json;

    internal override IEnumerable<byte[]> Seeds =>
    [
        .. Texts(Events), .. Texts(Events.Select(one => Convert.ToBase64String(Deflated(one)))),
        .. Texts("AAAA", "eJwDAAAAAAE=", Convert.ToBase64String(Deflated(new string(' ', 200_000)))),
    ];

    internal override IEnumerable<string> Words => new EnvelopeTarget().Words;

    private static IEnumerable<string> Events =>
    [
        """{"event_id":"0123456789abcdef0123456789abcdef","message":"m","fingerprint":["{{ default }}"]}""",
        """
        {"type":"transaction","event_id":"0123456789abcdef0123456789abcdef","timestamp":"2026-09-21T14:13:20Z","transaction":"GET /",
        "contexts":{"trace":{"trace_id":"0123456789abcdef0123456789abcdef"}}}
        """,
    ];

    internal override long MaxAllocation(int length) => base.MaxAllocation(length) + Inflated;

    protected override EnvelopeOutcome Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals) =>
        StoreIntake.Read(body, new(7), Arrival, into, refusals);

    private static byte[] Deflated(string text)
    {
        var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.Fastest))
        {
            zlib.Write(Encoding.UTF8.GetBytes(text));
        }

        return to.ToArray();
    }
}
