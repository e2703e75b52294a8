using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Mutation;

/// <summary>Creates inputs from known ones by a few mutations that suit their shape.</summary>
internal sealed class Mutator(Shape shape, byte[][] words, Dice dice)
{
    private readonly JsonChanges _json = new();

    /// <summary>Mutates an input.</summary>
    /// <param name="draft">The input.</param>
    /// <param name="donor">Another input to take parts from.</param>
    internal void Change(Draft draft, ReadOnlySpan<byte> donor)
    {
        for (int changes = 1 << dice.Below(4); changes > 0; changes--)
        {
            One(draft, donor);
        }
    }

    private void One(Draft draft, ReadOnlySpan<byte> donor)
    {
        int which = dice.Below(8);
        switch (shape)
        {
            case Shape.Lines when which == 0:
                LineChanges.Apply(draft, dice, donor);
                break;
            case Shape.Json or Shape.Lines when which < 5 && _json.Apply(draft, dice, donor, words):
                break;
            case Shape.Text when which < 5:
            case Shape.Json or Shape.Lines when which == 5:
                TextChanges.Apply(draft, dice, words);
                break;
            default:
                ByteChanges.Apply(draft, dice, donor);
                break;
        }
    }
}
