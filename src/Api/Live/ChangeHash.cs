namespace ReplayGraph.Api.Live;

/// <summary>A hash of numbers in order, the same in every process and version. Detects changes, not forgeries.</summary>
internal struct ChangeHash
{
    /// <summary>The hash of what was added.</summary>
    internal ulong Value { get; private set; }

    internal void Add(ulong number)
    {
        ulong mixed = (Value ^ number) * 0x9E37_79B9_7F4A_7C15;
        Value = mixed ^ (mixed >> 29) ^ 0x5851_F42D_4C95_7F2D;
    }
}
