using ReplayGraph.Facts;

namespace ReplayGraph.Links;

/// <summary>
/// One link of an issue or a transaction name: an observation and a replay, in 24 bytes, with the fields that most filters read. Its
/// numbers belong to the table that holds it. What counts of its evidence is decided on reading.
/// </summary>
public struct LinkRow
{
    private const int DaysBits = 12;
    private const int EnvironmentShift = 8;
    private const uint HasIssueBit = 0x80;
    private const uint HasOthersBit = (uint)Evidence.Stale;
    private const uint EvidenceBits = (uint)(Evidence.Any | Evidence.Shared);

    private readonly long _timeAndDays;
    private uint _bits;

    /// <summary>A link.</summary>
    /// <param name="head">The observation; its texts are not read.</param>
    /// <param name="row">The observation's row.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="project">The number of the observation's project.</param>
    /// <param name="environment">The number of its environment, below 2^24; 0: none.</param>
    public LinkRow(in LinkHead head, RowRef row, ReplayRef replay, Evidence evidence, int project, int environment)
    {
        (Observation, Replay, Project) = (row, replay, project);
        _timeAndDays = (head.Time.Milliseconds << DaysBits) | head.RetentionDays;
        _bits = (uint)evidence | (head.HasIssue ? HasIssueBit : 0) | ((uint)environment << EnvironmentShift);
    }

    /// <summary>The observation's row.</summary>
    public RowRef Observation { get; }

    /// <summary>The replay's number; none in the row that says that the observation's trace is shared.</summary>
    public ReplayRef Replay { get; }

    /// <summary>The number of the observation's project.</summary>
    public int Project { get; }

    /// <summary>When the event happened, in ms.</summary>
    public readonly long Time => _timeAndDays >> DaysBits;

    /// <summary>The event's own retention in days, at most <see cref="Limits.RetentionDays"/>; 0: it has none.</summary>
    public readonly ushort RetentionDays => (ushort)(_timeAndDays & ((1 << DaysBits) - 1));

    /// <summary>The number of the observation's environment; 0: none.</summary>
    public readonly int Environment => (int)(_bits >> EnvironmentShift);

    /// <summary>Whether the event was ingested with an issue, and so can be moved to another.</summary>
    public readonly bool HasIssue => (_bits & HasIssueBit) != 0;

    /// <summary>Whether its observation has other rows. One thread writes it while others read.</summary>
    public bool HasOthers
    {
        readonly get => (_bits & HasOthersBit) != 0;
        internal set => Volatile.Write(ref _bits, value ? _bits | HasOthersBit : _bits & ~HasOthersBit);
    }

    /// <summary>All evidence; none once the observation is withdrawn. One thread writes it while others read.</summary>
    public Evidence Evidence
    {
        readonly get => (Evidence)(_bits & EvidenceBits);
        set => Volatile.Write(ref _bits, (_bits & ~EvidenceBits) | (uint)value);
    }
}

/// <summary>What a link keeps of its event.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="RetentionDays">Its own retention in days; 0: it has none.</param>
/// <param name="HasIssue">Whether it was ingested with an issue.</param>
public readonly record struct LinkHead(Timestamp Time, ushort RetentionDays, bool HasIssue);
