using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Toys;

/// <summary>Does not terminate for some inputs.</summary>
internal sealed class EndlessToy : Target
{
    internal override string Name => "toy-endless";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 16;

    internal override IEnumerable<byte[]> Seeds => Texts("(a)");

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        for (int at = 0; at < input.Length;)
        {
            at += input.Span[at] == '!' ? 0 : 1;
        }
    }
}
