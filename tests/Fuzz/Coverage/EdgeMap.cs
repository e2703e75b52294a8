using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace ReplayGraph.Fuzz.Coverage;

/// <summary>
/// What instrumented code writes into at each branch that it takes: a byte for an edge, counted up. There is one for a process, since
/// the code's way to it is static. Counts are told apart by orders of size only, as AFL does it: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128+.
/// </summary>
internal sealed unsafe class EdgeMap
{
    private const int Edges = 1 << 16;

    private static readonly byte[] _classes = MakeClasses();

    private readonly byte* _now;
    private readonly byte[] _seen = new byte[Edges];

    private EdgeMap()
    {
        _now = (byte*)NativeMemory.AllocZeroed(Edges);
        Trace.SharedMem = _now;
    }

    /// <summary>The map of this process. It must be there before any instrumented code runs.</summary>
    internal static EdgeMap Instance { get; } = new();

    /// <summary>How many edges were ever reached.</summary>
    internal int Reached { get; private set; }

    /// <summary>Forgets what the input before has reached.</summary>
    internal void Clear()
    {
        NativeMemory.Clear(_now, Edges);
        Trace.PrevLocation = 0;
    }

    /// <summary>Takes in what was reached since <see cref="Clear"/>. True if any of it is new.</summary>
    internal bool IsNews()
    {
        bool isNews = false;
        for (int at = 0; at < Edges; at += Vector<byte>.Count)
        {
            if (Unsafe.ReadUnaligned<Vector<byte>>(_now + at) != Vector<byte>.Zero)
            {
                isNews |= Take(at, at + Vector<byte>.Count);
            }
        }

        return isNews;
    }

    /// <summary>A number for all that was reached since <see cref="Clear"/>, and how often.</summary>
    internal ulong Signature()
    {
        ulong hash = 0;
        foreach (int edge in Now())
        {
            hash = (hash ^ (ulong)(((uint)edge << 8) | _classes[_now[edge]])) * 0x9E37_79B9_7F4A_7C15;
            hash ^= hash >> 29;
        }

        return hash;
    }

    /// <summary>The edges that were reached since <see cref="Clear"/>.</summary>
    internal List<int> Now()
    {
        var edges = new List<int>();
        for (int at = 0; at < Edges; at++)
        {
            if (_now[at] != 0)
            {
                edges.Add(at);
            }
        }

        return edges;
    }

    private static byte[] MakeClasses()
    {
        var classes = new byte[256];
        for (int count = 1; count < 256; count++)
        {
            classes[count] = count switch
            {
                1 => 1,
                2 => 2,
                3 => 4,
                < 8 => 8,
                < 16 => 16,
                < 32 => 32,
                < 128 => 64,
                _ => 128,
            };
        }

        return classes;
    }

    private bool Take(int from, int to)
    {
        bool isNews = false;
        for (int at = from; at < to; at++)
        {
            byte @class = _classes[_now[at]];
            if ((@class & ~_seen[at]) != 0)
            {
                Reached += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= @class;
                isNews = true;
            }
        }

        return isNews;
    }
}
