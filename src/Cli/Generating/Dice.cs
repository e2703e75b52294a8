using System.Numerics;

namespace ReplayGraph.Cli.Generating;

/// <summary>
/// Random numbers that are the same on every machine and in every version: xoshiro256** (Blackman and Vigna), seeded with SplitMix64.
/// </summary>
internal sealed class Dice
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    internal Dice(ulong seed)
    {
        (_a, _b, _c, _d) = (Split(ref seed), Split(ref seed), Split(ref seed), Split(ref seed));
    }

    /// <summary>64 random bits.</summary>
    internal ulong Bits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>An id: 128 random bits that are not all zero.</summary>
    internal UInt128 Id() => new(Bits(), Bits() | 1);

    /// <summary>A number in [0, 1).</summary>
    internal double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with this probability.</summary>
    internal bool Chance(double probability) => Unit() < probability;

    /// <summary>An integer from 0 to below the bound.</summary>
    internal int Below(int bound) => (int)Math.BigMul(Bits(), (ulong)bound, out _);

    internal T Of<T>(ReadOnlySpan<T> of) => of[Below(of.Length)];

    /// <summary>An exponentially distributed time with a mean.</summary>
    internal double Exponential(double mean) => -Math.Log(1 - Unit()) * mean;

    /// <summary>A log-normally distributed number.</summary>
    internal double LogNormal(double mu, double sigma) =>
        Math.Exp(mu + sigma * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit()));

    private static ulong Split(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
