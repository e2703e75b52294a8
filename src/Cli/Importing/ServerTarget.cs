using System.IO.Compression;
using System.Net;
using System.Text.Json;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Cli.Importing;

/// <summary>Imports into a running server, with one request for each format in a piece.</summary>
/// <param name="server">The server.</param>
/// <param name="compress">Whether to compress bodies with gzip.</param>
internal sealed class ServerTarget(ServerClient server, bool compress) : IImportTarget
{
    public int Lanes => 4;

    public IImportLane OpenLane() => new Lane(this);

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(LineBody lines, CancellationToken cancel)
    {
        ReadOnlyMemory<byte> bytes = compress ? Compress(lines.Bytes) : lines.Bytes;
        return await server.PostAsync(
            lines.Path,
            () =>
            {
                var content = new ReadOnlyMemoryContent(bytes);
                content.Headers.ContentType = new("application/x-ndjson");
                if (compress)
                {
                    content.Headers.ContentEncoding.Add("gzip");
                }

                return content;
            },
            cancel,
            abort: CancellationToken.None).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> bytes)
    {
        var to = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes.Span);
        }

        return to.GetBuffer().AsMemory(0, (int)to.Length);
    }

    private sealed class Lane(ServerTarget target) : IImportLane
    {
        private readonly LineBody _native = new("facts");
        private readonly LineBody _events = new("sentry/events");
        private readonly LineBody _replays = new("sentry/replays");

        public async ValueTask TakeAsync(LinePiece piece, ImportProgress progress, CancellationToken cancel)
        {
            if (piece.IsTooLong)
            {
                progress.Add(new(0, 0, 0, 0, 1), [new(piece.FirstLine, "", $"line of more than {MixedIntake.MaxLineBytes} bytes")]);
                return;
            }

            Sort(piece);
            piece.Dispose();
            foreach (LineBody body in (LineBody[])[_native, _events, _replays])
            {
                if (body.Count > 0)
                {
                    (HttpStatusCode status, byte[] answer) = await target.SendAsync(body, cancel).ConfigureAwait(false);
                    Read(body, status, answer, progress);
                }
            }
        }

        private static void Read(LineBody body, HttpStatusCode status, byte[] answer, ImportProgress progress)
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(answer);
                JsonElement root = json.RootElement;
                bool hasRejected = root.TryGetProperty("refused", out JsonElement refused);
                if (!hasRejected && status != HttpStatusCode.OK)
                {
                    throw new CannotUseException($"{body.Path}: {ServerRefusals.Describe(status, answer)}");
                }

                // A body without a valid fact gets an error response; none of its lines was accepted.
                RejectedLine[] lines = hasRejected ? [.. refused.EnumerateArray().Select(line => ReadRejected(line, body))] : [];
                long count = status == HttpStatusCode.OK ? Number(root, "refused_total", lines.Length) : body.Count;
                (long accepted, long duplicates) = (Number(root, "accepted"), Number(root, "duplicates"));
                (long expired, long ignored) = (Number(root, "expired"), Number(root, "ignored"));
                progress.Add(new(accepted, duplicates, expired, ignored, count, Number(root, "journalled")), lines);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
            {
                throw new CannotUseException($"{body.Path}: the server's answer ({(int)status}) cannot be read: {e.Message}", e);
            }
        }

        private static RejectedLine ReadRejected(JsonElement line, LineBody body) => new(
            body.LineOf(line.GetProperty("line").GetInt32()),
            line.TryGetProperty("field", out JsonElement field) ? field.GetString() ?? "" : "",
            line.GetProperty("error").GetString() ?? "");

        private static long Number(JsonElement of, string name, long otherwise = 0) =>
            of.TryGetProperty(name, out JsonElement number) ? number.GetInt64() : otherwise;

        private void Sort(LinePiece piece)
        {
            _native.Clear();
            _events.Clear();
            _replays.Clear();
            var lines = new LineSplitter(piece.Bytes, piece.ParserLine);
            while (lines.MoveNext())
            {
                LineBody body = FormatDetector.Detect(lines.Line.Span) switch
                {
                    DetectedFormat.EventStream => _events,
                    DetectedFormat.ReplayTopic => _replays,
                    _ => _native,
                };
                body.Add(lines.Line.Span, piece.LineOf(lines.Number));
            }
        }
    }
}
