using System.Buffers;
using System.IO.Pipelines;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>
/// Looks up the replays of one issue, transaction, trace or event: the hot path of the API. It allocates little more than the query, and
/// completes synchronously if the graph does.
/// </summary>
internal sealed class SingleLookup(ApiServices services, NodeKind kind)
{
    internal Task AnswerAsync(HttpContext context)
    {
        Caller? caller = services.Authorizer.Admit(context, Scopes.Read, out Problem? refusal);
        if (caller is null)
        {
            return refusal!.WriteAsync(context);
        }

        string text = kind == NodeKind.Transaction
            ? PathSegments.BeforeLast(context) ?? ""
            : (string)context.Request.RouteValues["id"]!;
        if (!KeyText.TryParse(kind, text, out NodeKey key, out string error))
        {
            return Problem.BadRequest(error + ".", "id").WriteAsync(context);
        }

        if (!context.Request.QueryString.HasValue)
        {
            return LookupAsync(context, LookupRequest.Of(caller, key));
        }

        var parameters = new RequestParameters(context.Request.Query);
        LookupRequest request = LookupRequest.Read(parameters, caller, [key], services.Now, LookupInclude.Read(parameters));
        return parameters.Error?.WriteAsync(context) ?? LookupAsync(context, request);
    }

    internal static Task WriteAsync(HttpContext context, LinkPage page, in LookupRequest request)
    {
        if (page.Events is not null || page.ByKey is not null)
        {
            return Reply.JsonAsync(context, LinkPageAnswer.Of(page, request));
        }

        if (page.IsCached)
        {
            return WriteAsync(context, WrittenPages.Get(page, request)).AsTask();
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(LinkPageWriter.MaxBytes(page, request.Templates));
        int length = LinkPageWriter.Write(page, request.Next(page), request.IdsOnly, request.Templates, buffer);
        ValueTask<FlushResult> written = WriteAsync(context, buffer.AsMemory(0, length));
        if (!written.IsCompletedSuccessfully)
        {
            return FinishAsync(written, buffer);
        }

        _ = written.Result;
        ArrayPool<byte>.Shared.Return(buffer);
        return Task.CompletedTask;
    }

    private static ValueTask<FlushResult> WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        HttpResponse response = context.Response;
        response.ContentType = Reply.MediaType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, CancellationToken.None);
    }

    private static async Task FinishAsync(ValueTask<FlushResult> written, byte[] buffer)
    {
        await written;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private Task LookupAsync(HttpContext context, LookupRequest request)
    {
        request = request with { Templates = services.Templates.GetValueOrDefault(request.Organization) };
        CancellationTokenSource deadline = services.Deadlines.Begin();
        ValueTask<LinkPage> answer = services.Graph.LookupAsync(request.Organization, request.Query, deadline.Token);
        if (!answer.IsCompletedSuccessfully)
        {
            return LookupSlowlyAsync(context, request, answer, deadline);
        }

        LinkPage page = answer.Result;
        services.Deadlines.End(deadline);
        return WriteAsync(context, page, request);
    }

    private async Task LookupSlowlyAsync(
        HttpContext context, LookupRequest request, ValueTask<LinkPage> answer, CancellationTokenSource deadline)
    {
        LinkPage page;
        try
        {
            page = await answer;
        }
        finally
        {
            services.Deadlines.End(deadline);
        }

        await WriteAsync(context, page, request);
    }
}
