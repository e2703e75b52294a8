using Microsoft.Extensions.ObjectPool;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Api.Facts;

/// <summary>What it takes to read a body of facts, used again and again.</summary>
internal sealed class IngestWork
{
    // What one large body needed is not kept for the small ones that follow.
    private const int MaxKeptBytes = 4 << 20;

    internal FactBatch Batch { get; } = new();

    internal Refusals Refusals { get; } = new();

    internal static ObjectPool<IngestWork> Pool { get; } = new DefaultObjectPool<IngestWork>(new Policy(), 64);

    private sealed class Policy : PooledObjectPolicy<IngestWork>
    {
        public override IngestWork Create() => new();

        public override bool Return(IngestWork work)
        {
            bool keep = work.Batch.Bytes.Length <= MaxKeptBytes;
            work.Batch.Clear();
            work.Refusals.Clear();
            return keep;
        }
    }
}
