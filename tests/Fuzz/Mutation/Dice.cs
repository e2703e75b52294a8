namespace ReplayGraph.Fuzz.Mutation;

/// <summary>A random number generator with a seed.</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = ((ulong)(uint)seed * 0x9E37_79B9_7F4A_7C15) | 1;

    /// <summary>64 random bits, by xorshift*, which is cheap.</summary>
    internal ulong Bits()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545_F491_4F6C_DD1D;
    }

    /// <summary>A number from 0 (inclusive) to a bound (exclusive); 0 if the bound is 0.</summary>
    internal int Below(int bound) => (int)(((Bits() >> 32) * (ulong)bound) >> 32);

    /// <summary>True with a probability of one in so many.</summary>
    internal bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of several items.</summary>
    internal T Pick<T>(ReadOnlySpan<T> of) => of[Below(of.Length)];

    /// <summary>A length from 1 to a bound, mostly short.</summary>
    internal int Length(int most) => 1 + Below(Math.Max(1, OneIn(4) ? most : Math.Min(most, 16)));
}
