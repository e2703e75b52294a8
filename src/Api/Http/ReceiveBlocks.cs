using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ReplayGraph.Api.Http;

/// <summary>
/// The memory that connections receive into. Each block costs a system call and a hand-over between threads, so blocks are larger than
/// Kestrel's 4 KiB. An idle connection holds none.
/// </summary>
internal sealed class ReceiveBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 32 << 10;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockBytes));

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    protected override void Dispose(bool disposing)
    {
        // The blocks belong to the shared pool.
    }
}
