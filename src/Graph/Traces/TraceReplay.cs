namespace ReplayGraph.Traces;

/// <summary>Why a trace holds a replay. The numbers are persisted and never change.</summary>
[Flags]
public enum TraceRole
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>A segment of the replay lists the trace.</summary>
    Lists = 1,

    /// <summary>An event of the trace is or was tagged with the replay or listed by it.</summary>
    Named = 2,
}

/// <summary>A replay that a trace holds, in 4 bytes; <c>default</c>: none.</summary>
/// <param name="Bits">Its number, below 2^29, and its roles.</param>
public readonly record struct TraceReplay(int Bits)
{
    private const int RoleBits = 2;

    /// <summary>A replay with its roles.</summary>
    public TraceReplay(ReplayRef replay, TraceRole roles)
        : this((replay.Index << RoleBits) | (int)roles)
    {
    }

    /// <summary>The replay.</summary>
    public ReplayRef Replay => new(Bits >> RoleBits);

    /// <summary>Its roles.</summary>
    public TraceRole Roles => (TraceRole)(Bits & ((1 << RoleBits) - 1));

    /// <summary>Whether a segment of the replay lists the trace.</summary>
    public bool Lists => (Roles & TraceRole.Lists) != 0;

    /// <summary>Whether an event of the trace is or was tagged with the replay or listed by it.</summary>
    public bool IsNamed => (Roles & TraceRole.Named) != 0;

    /// <summary>Its position among the replays of a trace, or -1.</summary>
    public static int Find(ReadOnlySpan<TraceReplay> replays, ReplayRef replay)
    {
        for (int i = 0; i < replays.Length; i++)
        {
            if (replays[i].Replay == replay)
            {
                return i;
            }
        }

        return -1;
    }
}
