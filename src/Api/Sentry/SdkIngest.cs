using System.Globalization;
using ReplayGraph.Api.Facts;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Api.Sentry;

/// <summary>Ingests the envelopes and events of SDKs. It answers as Relay does, including errors: <c>{"detail": ".."}</c>.</summary>
internal sealed class SdkIngest(ApiServices services, DsnKeys keys, SdkIngest.Reader read, bool isEnvelope)
{
    internal delegate EnvelopeOutcome Reader(
        ReadOnlyMemory<byte> body, ProjectId project, SdkArrival arrival, FactBatch into, Refusals refusals, string? client);

    internal async Task AnswerAsync(HttpContext context)
    {
        Cors.Allow(context.Response);
        string? key = DsnAuth.Find(context.Request, out Problem? problem);
        if (!ProjectId.TryParse((string)context.Request.RouteValues["project"]!, out ProjectId project))
        {
            problem = Problem.BadRequest("invalid project identifier: expected a positive integer");
        }

        if (problem is not null)
        {
            await problem.WriteDetailAsync(context);
            return;
        }

        IngestWork work = IngestWork.Pool.Get();
        (OrganizationId organization, EnvelopeOutcome outcome, problem) = await ReadAsync(context, key, project, work);
        bool isRead = problem is null;
        problem ??= Check(outcome, work);
        if (problem is not null)
        {
            if (isRead)
            {
                services.Tally.Of(organization).Refuse(context.Request.Path, work.Refusals, problem.Detail);
            }

            IngestWork.Pool.Return(work);
            await problem.WriteDetailAsync(context);
            return;
        }

        // Facts that reach the graph later are counted by what delivers them.
        IngestResult result = await services.Sdks.IngestAsync(organization, work.Batch) ?? default;
        services.Meters.Count(result, work.Refusals.Count);
        services.Tally.Of(organization).Count(context.Request.Path, result, work.Refusals);
        var answer = new SdkAnswer(
            outcome.EventId.IsNone ? null : outcome.EventId, outcome.Refused == 0 ? null : LineIngest.Refused(work.Refusals));
        IngestWork.Pool.Return(work);
        problem = Check(result);
        await (problem is null ? Reply.JsonAsync(context, answer) : problem.WriteDetailAsync(context));
    }

    private Problem? Check(EnvelopeOutcome outcome, IngestWork work)
    {
        if (outcome.IsMalformed)
        {
            return Problem.BadRequest(outcome.Error);
        }

        if (outcome is not { Kept: 0, Refused: > 0 })
        {
            return null;
        }

        // All items were rejected, so the sender gets an error.
        Refusal first = work.Refusals.First[0];
        string where = isEnvelope ? string.Create(CultureInfo.InvariantCulture, $"item {first.Line}: ") : "";
        return Problem.BadRequest($"{where}{first.Field}{(first.Field.Length > 0 ? ": " : "")}{first.Error}");
    }

    // Intake has moved facts that are too old to their arrival. Only a silo with another clock or other options still finds expired ones.
    private static Problem? Check(IngestResult result) => result is { Expired: > 0, Accepted: 0, Duplicates: 0 }
        ? Problem.BadRequest(string.Create(CultureInfo.InvariantCulture, $"{result.Expired} not kept: older than the retention"))
        : null;

    private async Task<(OrganizationId Organization, EnvelopeOutcome Outcome, Problem? Problem)> ReadAsync(
        HttpContext context, string? key, ProjectId project, IngestWork work)
    {
        Problem? problem = null;
        OrganizationId organization = key is null ? default : keys.Find(key, project, out problem);
        if (problem is not null)
        {
            return (default, default, problem);
        }

        using var body = new RequestBody(services.Bodies, context, services.Bodies.MaxDecompressedBytes);
        problem = key is null && !isEnvelope ? DsnAuth.Missing : await body.ReadAllAsync(context.RequestAborted);
        if (problem is not null)
        {
            return (default, default, problem);
        }

        problem = ContentEncodings.Undeclared(body.Written.Span, context.Request);
        Dsn? dsn = problem is null && isEnvelope ? DsnAuth.FindInEnvelope(body.Written, out problem) : null;
        problem ??= DsnAuth.Compare(dsn, key, project);
        if (problem is null && key is null)
        {
            problem = DsnAuth.Missing;
            organization = dsn is { } named ? keys.Find(named.Key, project, out problem) : default;
        }

        // The rest of the envelope is read only if the sender is allowed to send.
        var arrival = new SdkArrival(services.Now, TimeSpan.FromDays(services.Options.RetentionDays));
        return problem is null
            ? (organization, read(body.Written, project, arrival, work.Batch, work.Refusals, DsnAuth.Client(context.Request)), null)
            : (default, default, problem);
    }
}

/// <summary>The answer to an SDK.</summary>
/// <param name="Id">The event's id; absent if the envelope has none.</param>
/// <param name="Refused">The rejected items, by their number in the envelope; absent if none.</param>
public sealed record SdkAnswer(EventId? Id, IReadOnlyList<RefusedLine>? Refused);
