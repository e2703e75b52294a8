using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Api.Facts;

/// <summary>
/// Ingests a body of lines. It reads pieces that end with a line, and ingests each while it reads the next. The body of a caller who is
/// limited to projects is ingested as a whole, after all of it was checked.
/// </summary>
internal sealed class LineIngest(ApiServices services, BodyFormat format)
{
    // Small enough that reading, parsing and applying overlap; large enough that the overhead of a batch does not count.
    private const int PieceBytes = 128 << 10;

    // A client that waits for its last body leaves the journal and the applier idle, so they get the first piece soon. A body that fits
    // into one piece is not cut: if its end is damaged, nothing of it is ingested.
    private const int FirstPieceBytes = 32 << 10;

    // Parsing takes long compared to a lookup, so at most half of the processors parse, however many bodies arrive at once.
    private static readonly SemaphoreSlim _parsers = new(Math.Max(1, Environment.ProcessorCount / 2));

    // A smaller body is parsed in less time than another thread needs to start.
    private const int LargeBytes = 64 << 10;

    internal Task AnswerAsync(HttpContext context) => context.Request.ContentLength is null or > LargeBytes
        ? IngestScheduler.RunAsync(() => IngestAsync(context))
        : IngestAsync(context);

    private async Task IngestAsync(HttpContext context)
    {
        Caller? caller = services.Authorizer.Admit(context, Scopes.Ingest, out Problem? problem);
        problem ??= MediaTypes.Check(context.Request, MediaTypes.Lines);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        var refusals = new Refusals();
        var batches = new InFlightBatches(services.Graph, caller!.Organization);
        (problem, int ignored) = await ReadAsync(context, batches, refusals, caller);
        IngestResult result = await batches.FinishAsync();
        services.Tally.Of(caller.Organization).Count(context.Request.Path, result, refusals);
        problem ??= Check(batches.Facts, refusals, ignored);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        services.Meters.Count(result, refusals.Count);
        var answer = new IngestAnswer(
            result.Accepted,
            result.Duplicates,
            Refused(refusals),
            refusals.Count > Refusals.Kept ? refusals.Count : null,
            result.Expired > 0 ? result.Expired : null,
            ignored > 0 ? ignored : null,
            result.Journalled > 0 ? result.Journalled : null);
        await Reply.JsonAsync(context, answer);
    }

    private static Problem? Check(int facts, Refusals refusals, int ignored)
    {
        if (facts > 0 || ignored > 0)
        {
            return null;
        }

        return refusals.Count == 0
            ? Problem.BadRequest("Empty body; expected one fact per line.")
            : Problem.BadRequest($"No valid facts; {refusals.Count} lines rejected.") with { Refused = Refused(refusals) };
    }

    internal static List<RefusedLine> Refused(Refusals refusals) =>
        [.. refusals.First.Select(one => new RefusedLine(one.Line, one.Field.Length == 0 ? null : one.Field, one.Error))];

    private async ValueTask<(Problem? Problem, int Ignored)> ReadAsync(
        HttpContext context, InFlightBatches batches, Refusals refusals, Caller caller)
    {
        using var body = new RequestBody(services.Bodies, context, services.Bodies.MaxDecompressedBytes);
        Timestamp received = services.Now;
        int line = 1;
        int ignored = 0;
        int atLeast = context.Request.ContentLength > PieceBytes ? FirstPieceBytes : PieceBytes;
        IngestWork work = IngestWork.Pool.Get();
        do
        {
            Problem? problem = await body.ReadAsync(atLeast, context.RequestAborted);
            if (problem is not null)
            {
                return (problem, 0);
            }

            ReadOnlyMemory<byte> piece = body.Written;
            problem = line == 1 ? ContentEncodings.Undeclared(piece.Span, context.Request) : null;
            if (problem is not null)
            {
                return (problem, 0);
            }

            if (!body.AtEnd)
            {
                int end = piece.Span.LastIndexOf((byte)'\n') + 1;
                if (end == 0 && piece.Length <= format.MaxLineBytes)
                {
                    atLeast = Math.Min(atLeast * 2, format.MaxLineBytes + 1);
                    continue;
                }

                piece = end == 0 ? piece : piece[..end];
            }

            bool cut = !body.AtEnd && piece.Span[^1] != '\n';
            LinesRead read;
            await _parsers.WaitAsync(context.RequestAborted);
            try
            {
                read = format.Read(piece, received, work.Batch, refusals, line);
            }
            finally
            {
                _parsers.Release();
            }

            line += read.Lines;
            ignored += read.WithoutFact;
            body.Consume(piece.Length);
            atLeast = PieceBytes;
            if (caller.Projects is null && work.Batch.Count > 0)
            {
                await batches.AddAsync(work);
                work = IngestWork.Pool.Get();
                if (!body.AtEnd)
                {
                    // The journal's thread may wait for this processor: otherwise it would wait for the end of a slice of time.
                    Thread.Yield();
                }
            }

            problem = cut ? await SkipLineAsync(body, context.RequestAborted) : null;
            if (problem is not null)
            {
                return (problem, 0);
            }
        }
        while (!body.AtEnd || body.Written.Length > 0);

        if (caller.Projects is not null && ForeignFacts.Find(work.Batch, caller.Projects) is { } foreign)
        {
            return (Problem.Forbidden($"The token may not send {foreign}. Nothing of the body was ingested."), 0);
        }

        await batches.AddAsync(work);
        return (null, ignored);
    }

    // The line was rejected as too long; the rest of it must not be read as a line.
    private static async ValueTask<Problem?> SkipLineAsync(RequestBody body, CancellationToken cancel)
    {
        while (true)
        {
            int end = body.Written.Span.IndexOf((byte)'\n');
            body.Consume(end < 0 ? body.Written.Length : end + 1);
            if (end >= 0 || body.AtEnd)
            {
                return null;
            }

            if (await body.ReadAsync(1, cancel) is { } problem)
            {
                return problem;
            }
        }
    }
}
