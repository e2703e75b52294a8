namespace ReplayGraph.Simulation.Faults;

/// <summary>
/// Decides at each possible point whether a fault is injected. Each point is drawn independently, from the seed and its number, so that
/// one can be left out without changing the others. The rate of each fault is drawn too, and may be zero: a bug that needs
/// quiet in one place and many faults in another is found sooner.
/// </summary>
internal sealed class FaultDraw
{
    private static readonly Fault[] _all = Enum.GetValues<Fault>();

    private readonly ulong _seed;
    private readonly IReadOnlySet<FaultPoint>? _only;
    private readonly double[] _often = new double[_all.Length];
    private readonly int[] _asked = new int[_all.Length];
    private readonly List<FaultPoint> _happened = [];

    /// <summary>Draws the rates of the faults.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="only">The only faults to inject; null: all that are drawn.</param>
    internal FaultDraw(int seed, IReadOnlySet<FaultPoint>? only)
    {
        (_seed, _only) = (Mixed((ulong)(uint)seed + 0x5EED), only);
        var random = new Random(seed);
        foreach (Fault fault in _all)
        {
            _often[(int)fault] = random.Next(5) switch { 0 or 1 => 0, 2 => 0.3, 3 => 1, _ => 3 };
        }
    }

    /// <summary>The injected faults, in order.</summary>
    internal IReadOnlyList<FaultPoint> Happened => _happened;

    /// <summary>Whether no more faults are injected.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Called for each injected fault.</summary>
    internal Action<FaultPoint>? Told { get; set; }

    /// <summary>Whether to inject a fault now.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="oneIn">The average number of points for each injected fault.</param>
    internal bool Happens(Fault fault, int oneIn) => Happens(fault, oneIn, out _);

    /// <summary>Whether to inject a fault now, and a draw for its details.</summary>
    internal bool Happens(Fault fault, int oneIn, out uint how)
    {
        how = 0;
        if (IsOver)
        {
            return false;
        }

        var point = new FaultPoint(fault, _asked[(int)fault]++);
        ulong drawn = Mixed(_seed ^ ((ulong)fault << 48) ^ (ulong)point.Number);
        how = (uint)(drawn >> 32);
        if ((uint)drawn * (double)oneIn >= _often[(int)fault] * uint.MaxValue || _only?.Contains(point) == false)
        {
            return false;
        }

        _happened.Add(point);
        Told?.Invoke(point);
        return true;
    }

    // SplitMix64.
    private static ulong Mixed(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
