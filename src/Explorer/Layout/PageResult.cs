using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReplayGraph.Explorer.Compression;

namespace ReplayGraph.Explorer.Layout;

/// <summary>A page as the answer to a request, with the headers that every page has.</summary>
internal static class PageResult
{
    // Only our own script and styles; no page is a frame of another site.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    internal static IResult Of<TPage>(HttpContext context, int status, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent => Of<TPage>(context, status, Policy, "same-origin", parameters);

    /// <summary>A page without script and forms, which pages of other sites may show in a frame. Its address may hold a token.</summary>
    internal static IResult Framed<TPage>(
        HttpContext context, int status, string ancestors, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent => Of<TPage>(
        context,
        status,
        $"default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors {ancestors}",
        "no-referrer",
        parameters);

    private static Result<TPage> Of<TPage>(
        HttpContext context, int status, string policy, string referrer, ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = referrer;
        headers.CacheControl = "no-store";
        var values = new Dictionary<string, object?>();
        foreach ((string name, object? value) in parameters)
        {
            values.Add(name, value);
        }

        return new Result<TPage>(status, ParameterView.FromDictionary(values));
    }

    // The renderer alone: what AddRazorComponents adds beside it (antiforgery, and so a ring of keys that somebody has to store) is not used.
    private sealed class Result<TPage>(int status, ParameterView parameters) : IResult
        where TPage : IComponent
    {
        private const int BlockBytes = 16 << 10;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var log = httpContext.RequestServices.GetRequiredService<ILoggerFactory>();
            await using var renderer = new HtmlRenderer(httpContext.RequestServices, log);

            // Pooled blocks: a page as a string and as an array would be two large objects, which only full collections free.
            var page = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: BlockBytes));
            await renderer.Dispatcher.InvokeAsync(async () =>
            {
                HtmlRootComponent root = await renderer.RenderComponentAsync<TPage>(parameters);
                await using var html = new StreamWriter(page.Writer.AsStream(), bufferSize: BlockBytes / 4);
                root.WriteHtmlTo(html);
            });
            ReadResult rendered = await page.Reader.ReadAsync();
            await WriteAsync(httpContext, rendered.Buffer);
            await page.Reader.CompleteAsync();
        }

        private async Task WriteAsync(HttpContext context, ReadOnlySequence<byte> html)
        {
            ReadOnlySequence<byte> body = ContentCoding.Choose(context) is { } coding ? new(coding.Compress(html, CompressionLevel.Fastest)) : html;
            HttpResponse response = context.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = body.Length;
            foreach (ReadOnlyMemory<byte> block in body)
            {
                response.BodyWriter.Write(block.Span);
            }

            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }
}
