using ReplayGraph.Fuzz.Targets;
using ReplayGraph.FuzzToys;

namespace ReplayGraph.Fuzz.Toys;

/// <summary>Throws after four bytes that only coverage guidance finds.</summary>
internal sealed class MagicToy : Target
{
    internal override string Name => "toy-magic";

    internal override Shape Shape => Shape.Bytes;

    internal override int MaxBytes => 16;

    internal override IEnumerable<byte[]> Seeds => Texts("a");

    internal override void Run(ReadOnlyMemory<byte> input) => Magic.Read(input.Span);
}
