using System.Text;
using ReplayGraph.Fuzz.Mutation;

namespace ReplayGraph.Fuzz.Targets;

/// <summary>
/// Something that reads bytes of whoever sent them, and what it promises of any bytes at all. It is run by one thread at a time, and many
/// million times: what it needs is made once.
/// </summary>
internal abstract class Target : IDisposable
{
    /// <summary>What it is called on the command line.</summary>
    internal abstract string Name { get; }

    /// <summary>What its inputs are.</summary>
    internal abstract Shape Shape { get; }

    /// <summary>The longest input that is tried.</summary>
    internal virtual int MaxBytes => 4096;

    /// <summary>Inputs as the world sends them.</summary>
    internal abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Words of its language.</summary>
    internal virtual IEnumerable<string> Words => [];

    /// <summary>The most bytes that it may allocate for an input of a length.</summary>
    internal virtual long MaxAllocation(int length) => (64 << 10) + (256L * length);

    /// <summary>Reads an input, and checks what was made of it.</summary>
    /// <exception cref="BrokenPromiseException">It is not what was promised.</exception>
    internal abstract void Run(ReadOnlyMemory<byte> input);

    /// <summary>Mends what no chance would: checksums, for most inputs.</summary>
    internal virtual void Mend(Draft draft, Dice dice)
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Texts as inputs.</summary>
    protected static IEnumerable<byte[]> Texts(params IEnumerable<string> texts) => texts.Select(Encoding.UTF8.GetBytes);
}
