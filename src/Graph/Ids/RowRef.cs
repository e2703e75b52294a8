namespace ReplayGraph;

/// <summary>An observation's row as a host numbers it; <c>default</c> means none. Steps hand it on, and only the host reads it.</summary>
public readonly record struct RowRef(uint Index)
{
    /// <summary>True for <c>default</c>, which names nothing.</summary>
    public bool IsNone => Index == 0;
}
