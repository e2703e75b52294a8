using System.Runtime.CompilerServices;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>
/// The JSON of the pages that the graph caches, kept for as long as the graph keeps the page. A cached page answers one query, so the
/// cursor in its JSON is right for every request that gets it.
/// </summary>
internal static class WrittenPages
{
    private static readonly ConditionalWeakTable<LinkPage, byte[]> _links = new();
    private static readonly ConditionalWeakTable<LinkPage, byte[]> _ids = new();

    /// <summary>The JSON of a cached page; the first request writes it. Do not change it.</summary>
    internal static byte[] Get(LinkPage page, in LookupRequest request)
    {
        ConditionalWeakTable<LinkPage, byte[]> pages = request.IdsOnly ? _ids : _links;
        if (!pages.TryGetValue(page, out byte[]? json))
        {
            byte[] buffer = new byte[LinkPageWriter.MaxBytes(page, request.Templates)];
            json = buffer[..LinkPageWriter.Write(page, request.Next(page), request.IdsOnly, request.Templates, buffer)];

            // Concurrent first requests write the same bytes.
            pages.AddOrUpdate(page, json);
        }

        return json;
    }
}
