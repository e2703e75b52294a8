using System.Text;
using ReplayGraph.Fuzz.Mutation;

namespace ReplayGraph.Fuzz.Targets;

/// <summary>
/// A parser of untrusted bytes, and its contract for any input. One thread at a time runs it, many
/// million times, so it creates what it needs once.
/// </summary>
internal abstract class Target : IDisposable
{
    /// <summary>The name on the command line.</summary>
    internal abstract string Name { get; }

    /// <summary>The shape of its inputs.</summary>
    internal abstract Shape Shape { get; }

    /// <summary>The maximum length of an input, in bytes.</summary>
    internal virtual int MaxBytes => 4096;

    /// <summary>Realistic inputs.</summary>
    internal abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>The dictionary: words of its language.</summary>
    internal virtual IEnumerable<string> Words => [];

    /// <summary>The allocation limit, in bytes, for an input of a length.</summary>
    internal virtual long MaxAllocation(int length) => (64 << 10) + (256L * length);

    /// <summary>Parses an input and checks the result.</summary>
    /// <exception cref="BrokenPromiseException">The result breaks the contract.</exception>
    internal abstract void Run(ReadOnlyMemory<byte> input);

    /// <summary>Repairs what mutations cannot get right by chance, such as checksums, for most inputs.</summary>
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
