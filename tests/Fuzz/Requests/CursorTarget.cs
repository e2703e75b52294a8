using System.Text;
using ReplayGraph.Api.Neighbours;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>
/// Cursors of both kinds of page: a cursor survives a round trip; a cursor of neighbours belongs to its query or is rejected.
/// </summary>
internal sealed class CursorTarget : Target
{
    private static readonly NodeKey _of = NodeKey.Of(new ReplayId(1));

    private static readonly NeighbourRequest _request = new(
        OrganizationId.Default, new(_of, NodeKind.Event) { Window = Window.All, Fates = FateSet.Any }, Context.Now);

    internal override string Name => "cursors";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 512;

    internal override IEnumerable<byte[]> Seeds => Texts(
        new Cursor(1, Context.Now, new(Evidence.Trace, 3, Context.Now, new(UInt128.MaxValue))).ToString(),
        default(Cursor).ToString(),
        _request.Next(new([], 5, "17"))!,
        _request.Next(new([], 5, "\u20ac"))!,
        _request.Next(new([], 5, "99999999999999999999"))!);

    internal override IEnumerable<string> Words => ["AQ", "AAAAAAAAAAAAAAAA", "_", "-", "=", "==", "%20", "/", "+", "\t"];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        string text = Encoding.UTF8.GetString(input.Span);
        if (Cursor.TryParse(text, out Cursor cursor))
        {
            BrokenPromiseException.Unless(
                Cursor.TryParse(cursor.ToString(), out Cursor again) && again == cursor, "a cursor survives a round trip");
        }

        NeighbourRequest request = NeighbourRequest.Read(
            Context.OfQuery(Encoding.UTF8.GetBytes($"cursor={Uri.EscapeDataString(text)}")),
            Context.Caller,
            _of,
            NodeKind.Event,
            Context.Now,
            out Problem? problem);
        if (problem is not null)
        {
            Context.Check(problem);
        }
        else if (request.Query.After is { } after)
        {
            BrokenPromiseException.Unless(
                request.Next(new([], 0, after)) is { } next && request.Now.Milliseconds == NowOf(next), "a cursor survives a round trip");
        }
    }

    private static long NowOf(string cursor) => BitConverter.ToInt64(System.Buffers.Text.Base64Url.DecodeFromChars(cursor), 8);
}
