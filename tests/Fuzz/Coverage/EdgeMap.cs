using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace ReplayGraph.Fuzz.Coverage;

/// <summary>
/// The map that instrumented code writes at each branch: a byte counter for each edge. There is one for each process, since
/// the code accesses it statically. Counts are grouped into buckets, as in AFL: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128+.
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

    /// <summary>The map of this process. It must exist before any instrumented code runs.</summary>
    internal static EdgeMap Instance { get; } = new();

    /// <summary>The number of edges reached so far.</summary>
    internal int Reached { get; private set; }

    /// <summary>Clears the counters before an input.</summary>
    internal void Clear()
    {
        NativeMemory.Clear(_now, Edges);
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds the edges reached since <see cref="Clear"/>. True if an edge or a bucket is new.</summary>
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

    /// <summary>A hash of the edges reached since <see cref="Clear"/> and their buckets.</summary>
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

    /// <summary>The edges reached since <see cref="Clear"/>.</summary>
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
