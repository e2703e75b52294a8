using Microsoft.Extensions.ObjectPool;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Api.Facts;

/// <summary>The pooled buffers for reading a body of facts.</summary>
internal sealed class IngestWork
{
    // The buffer of a large body is not kept: most bodies are small.
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
