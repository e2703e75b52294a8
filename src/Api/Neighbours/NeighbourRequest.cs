using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Neighbours;

/// <summary>A query for neighbours over HTTP.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Query">The query for the graph.</param>
/// <param name="Now">The time from which its window counts back.</param>
internal readonly record struct NeighbourRequest(OrganizationId Organization, NeighbourQuery Query, Timestamp Now)
{
    private const int HeadBytes = 16;
    private const int MaxCursorBytes = 8192;

    /// <summary>The answer to a cursor that is not of this query.</summary>
    internal static readonly Problem BadCursor = Problem.BadRequest("cursor: not valid for this query.", "cursor");

    internal static NeighbourRequest Read(
        HttpContext context, Caller caller, NodeKey of, NodeKind kind, Timestamp now, out Problem? problem)
    {
        var from = new RequestParameters(context.Request.Query);
        ulong fingerprint = 0;
        string? after = null;
        if (from.One("cursor") is { } text)
        {
            if (!TryParse(text, out fingerprint, out now, out after))
            {
                problem = BadCursor;
                return default;
            }
        }

        var query = new NeighbourQuery(of, kind)
        {
            Window = Times.Window(from, now),
            Fates = Filters.Fates(from, FateSet.Any),
            Visible = caller.Projects,
            Limit = (int)(from.Number("limit", 1, LookupQuery.MaxLimit) ?? 100),
            After = after,
        };
        var request = new NeighbourRequest(caller.Organization, query, now);
        problem = from.Error ?? (after is not null && fingerprint != request.Fingerprint() ? BadCursor : null);
        return request;
    }

    /// <summary>The same request for its total alone.</summary>
    internal NeighbourRequest ForTotal() => this with { Query = Query with { Limit = 1 } };

    /// <summary>Queries the graph; null if the cursor is not valid.</summary>
    internal async Task<NeighbourPage?> RunAsync(ApiServices services)
    {
        NeighbourRequest request = this;
        try
        {
            return await services.Deadlines.RunAsync(
                cancel => services.Graph.NeighboursAsync(request.Organization, request.Query, cancel));
        }
        catch (FormatException) when (request.Query.After is not null)
        {
            return null;
        }
    }

    /// <summary>The cursor after a page; null after the last.</summary>
    internal string? Next(NeighbourPage page)
    {
        if (page.Next is not { } next)
        {
            return null;
        }

        byte[] bytes = new byte[HeadBytes + Encoding.UTF8.GetByteCount(next)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Fingerprint());
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Now.Milliseconds);
        Encoding.UTF8.GetBytes(next, bytes.AsSpan(HeadBytes));
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryParse(string text, out ulong fingerprint, out Timestamp now, out string? after)
    {
        (fingerprint, now, after) = (0, default, null);
        if (text.Length > MaxCursorBytes || !Base64Url.IsValid(text, out int length) || length <= HeadBytes)
        {
            return false;
        }

        byte[] bytes = Base64Url.DecodeFromChars(text);
        fingerprint = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        now = new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)));
        after = Encoding.UTF8.GetString(bytes.AsSpan(HeadBytes));
        return true;
    }

    private ulong Fingerprint() => Cursor.Fingerprint(string.Create(
        CultureInfo.InvariantCulture,
        $"{Organization} {Query.Of} {Query.Kind} {Query.Window.Start.Milliseconds}-{Query.Window.End.Milliseconds} {Query.Fates}"));
}
