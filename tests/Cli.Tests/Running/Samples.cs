using System.IO.Compression;
using System.Text;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>Lines of each format.</summary>
internal static class Samples
{
    internal const long Seconds = 1_795_000_000;
    internal const string Replay = "7d1f0d7c7c0d4b4ea5f6d1a2b3c4d5e6";
    internal const string Trace = "0af7651916cd43dd8448eb211c80319c";

    internal static readonly string Segment =
        $$"""{"type":"replay_event","replay_id":"{{Replay}}","project_id":1,"segment_id":0,"timestamp":""" +
        $$"""{{Seconds}},"trace_ids":["{{Trace}}"]}""";

    internal static readonly string ReplayTopic =
        $$"""{"type":"replay_event","replay_id":"{{Replay}}","project_id":1,"retention_days":90,"payload":""" +
        $$"""{"type":"replay_event","replay_id":"{{Replay}}","segment_id":1,"timestamp":{{Seconds + 5}},"urls":[]} }""";

    internal static readonly string EventStream =
        $$"""[2,"insert",{"group_id":77,"event_id":"{{Event(999)}}","project_id":2,"primary_hash":"{{Trace}}","retention_days":""" +
        """90,"datetime":"2026-11-18T11:00:00.000000Z","platform":"python","message":"","data":""" +
        $$$"""{"type":"error","received":{{{Seconds}}},"contexts":{"trace":{"trace_id":"{{{Trace}}}"}},"tags":[]}},{}]""";

    internal static string Event(int n) => (0x1000 + n).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    internal static string Error(int n, string trace = Trace, long issue = 17) =>
        $$"""{"type":"error","event_id":"{{Event(n)}}","project_id":2,"timestamp":{{Seconds + (n % 1000)}},"group_id":""" +
        $$"""{{issue}},"trace_id":"{{trace}}"}""";

    internal static string Errors(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(n => Error(n) + "\n"));

    internal static byte[] Gzip(string text)
    {
        var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return to.ToArray();
    }
}
