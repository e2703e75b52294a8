using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Json;
using ReplayGraph.Api.Problems;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Api.Facts;

/// <summary>
/// Takes in a body of lines: reads it piece by piece, each cut at the end of a line, and hands all its facts to the graph at once, so
/// that what is acknowledged is durable as a whole.
/// </summary>
internal sealed class LineIngest(ApiServices services, LineFormat format)
{
    // Pieces of this size keep a large body out of memory; its facts are about a third of it.
    private const int PieceBytes = 1 << 20;

    private readonly ApiServices _services = services;
    private readonly LineFormat _format = format;

    /// <summary>Answers a request.</summary>
    internal async Task AnswerAsync(HttpContext context)
    {
        Caller? caller = _services.Gate.Admit(context, Scopes.Ingest, out Problem? problem);
        problem ??= MediaTypes.Check(context.Request, MediaTypes.Lines);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        IngestWork work = IngestWork.Pool.Get();
        (problem, int ignored) = await ReadAsync(context, work);
        problem ??= Check(work, caller!, ignored);
        if (problem is not null)
        {
            IngestWork.Pool.Return(work);
            await problem.WriteAsync(context);
            return;
        }

        // Never cancelled: the graph reads the batch until it answers.
        IngestResult result = await _services.Graph.IngestAsync(caller!.Organization, work.Batch, CancellationToken.None);
        _services.Meters.Count(result, work.Refusals.Count);
        var answer = new IngestAnswer(
            result.Accepted,
            result.Duplicates,
            Refused(work.Refusals),
            work.Refusals.Count > Refusals.Kept ? work.Refusals.Count : null,
            result.Expired > 0 ? result.Expired : null,
            ignored > 0 ? ignored : null);
        IngestWork.Pool.Return(work);
        await Reply.JsonAsync(context, answer, ApiJson.Plain.IngestAnswer);
    }

    private static Problem? Check(IngestWork work, Caller caller, int ignored)
    {
        if (work.Batch.Count == 0 && ignored == 0)
        {
            return work.Refusals.Count == 0
                ? Problem.BadRequest("The body is empty: one fact a line was expected.")
                : Problem.BadRequest($"No line is a fact; {work.Refusals.Count} were refused.") with { Refused = Refused(work.Refusals) };
        }

        return caller.Projects is not null && ForeignFacts.Find(work.Batch, caller.Projects) is { } foreign
            ? Problem.Forbidden($"The token may not send {foreign}; nothing of the body was taken.")
            : null;
    }

    internal static List<RefusedLine> Refused(Refusals refusals) =>
        [.. refusals.First.Select(one => new RefusedLine(one.Line, one.Field.Length == 0 ? null : one.Field, one.Error))];

    private async ValueTask<(Problem? Problem, int Ignored)> ReadAsync(HttpContext context, IngestWork work)
    {
        using var body = new RequestBody(_services.Bodies, context, _services.Bodies.MaxDecompressedBytes);
        Timestamp received = _services.Now;
        int line = 1;
        int ignored = 0;
        int want = PieceBytes;
        do
        {
            Problem? problem = await body.ReadAsync(want, context.RequestAborted);
            if (problem is not null)
            {
                return (problem, 0);
            }

            ReadOnlyMemory<byte> piece = body.Written;
            if (!body.AtEnd)
            {
                int end = piece.Span.LastIndexOf((byte)'\n') + 1;
                if (end == 0 && piece.Length <= _format.MaxLineBytes)
                {
                    want = Math.Min(want * 2, _format.MaxLineBytes + 1);
                    continue;
                }

                piece = end == 0 ? piece : piece[..end];
            }

            bool cut = !body.AtEnd && piece.Span[^1] != '\n';
            LinesRead read = _format.Read(piece, received, work.Batch, work.Refusals, line);
            line += read.Lines;
            ignored += read.WithoutFact;
            body.Consume(piece.Length);
            want = PieceBytes;
            problem = cut ? await SkipLineAsync(body, context.RequestAborted) : null;
            if (problem is not null)
            {
                return (problem, 0);
            }
        }
        while (!body.AtEnd || body.Written.Length > 0);

        return (null, ignored);
    }

    // The line was refused for its length; what is left of it is no line.
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
