using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ReplayGraph.Embedded.Threads;
using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Adds links on a thread of its own, a few pieces behind the applier. No step reads links, so the applier need not wait for them. Only the
/// applier's thread calls it.
/// </summary>
internal sealed class LinkBehind : IDisposable
{
    private const int Pieces = 8, LinksInPiece = 1024;

    private readonly BlockingCollection<Piece> _free = [], _filled = [];
    private readonly Thread _thread;
    private Piece _filling = new();
    private ExceptionDispatchInfo? _failure;

    internal LinkBehind()
    {
        for (int i = 1; i < Pieces; i++)
        {
            _free.Add(new());
        }

        _thread = IngestThread.Start("link", Run);
    }

    /// <summary>Adds a link, or evidence to it; without evidence, withdraws all links of the row's observation.</summary>
    internal void Add(PackedLinks to, in LinkRow row)
    {
        _filling.Links[_filling.Count++] = new(to, row);
        if (_filling.Count == LinksInPiece)
        {
            _filled.Add(_filling);
            _filling = _free.TryTake(out Piece? free, Timeout.Infinite) ? free : throw _failure!.SourceException;
        }
    }

    /// <summary>Returns once all links are added.</summary>
    internal void Finish()
    {
        _filled.Add(_filling);
        Dispose();
        _failure?.Throw();
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _filled.CompleteAdding();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            foreach (Piece piece in _filled.GetConsumingEnumerable())
            {
                foreach (ref readonly Link link in piece.Links.AsSpan(0, piece.Count))
                {
                    link.To.Take(link.Row);
                }

                piece.Count = 0;
                _free.Add(piece);
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _free.CompleteAdding();
        }
    }

    private readonly record struct Link(PackedLinks To, LinkRow Row);

    private sealed class Piece
    {
        internal Link[] Links { get; } = new Link[LinksInPiece];

        internal int Count { get; set; }
    }
}
