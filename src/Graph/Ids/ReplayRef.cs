namespace ReplayGraph;

/// <summary>A replay as a host numbers it, from 1; <c>default</c> means none. Steps compare them, and only the host knows which replay it is.</summary>
public readonly record struct ReplayRef(int Index)
{
    /// <summary>True for <c>default</c>, which names nothing.</summary>
    public bool IsNone => Index == 0;
}
