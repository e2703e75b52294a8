using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ReplayGraph.Embedded.Threads;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>Decodes on a thread of its own, a few pieces ahead of the applier.</summary>
internal sealed class DecodeAhead : IDisposable
{
    private const int Pieces = 6;

    private readonly FactDecoder _decoder;
    private readonly BlockingCollection<DecodedFacts> _free = [], _decoded = [];
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    internal DecodeAhead(FactDecoder decoder)
    {
        _decoder = decoder;
        for (int i = 0; i < Pieces; i++)
        {
            _free.Add(new());
        }

        _thread = IngestThread.Start("decode", Run);
    }

    /// <summary>Waits for the next piece. Returns null at the end of the journal.</summary>
    internal DecodedFacts? Take()
    {
        if (_decoded.TryTake(out DecodedFacts? facts, Timeout.Infinite))
        {
            return facts;
        }

        _failure?.Throw();
        return null;
    }

    /// <summary>Makes room for another piece.</summary>
    internal void Return(DecodedFacts facts) => _free.Add(facts);

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _free.CompleteAdding();
        _thread.Join();
        _decoder.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_free.TryTake(out DecodedFacts? facts, Timeout.Infinite) && !_free.IsAddingCompleted && _decoder.TryDecode(facts, manyFrames: true))
            {
                _decoded.Add(facts);
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        _decoded.CompleteAdding();
    }
}
