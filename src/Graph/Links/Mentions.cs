namespace ReplayGraph.Links;

/// <summary>
/// When facts last mentioned an issue or a transaction name, by project: what tells one that nobody knows from one without a replay.
/// Events mention those that they were ingested with; merges, unmerges, deletions and moves the issues that they name. One thread writes;
/// any number read without a lock.
/// </summary>
public sealed class Mentions
{
    private const long DayMs = 86_400_000;

    private Mention[] _all = [];
    private int _latest;

    /// <summary>One for each project and retention.</summary>
    public ReadOnlySpan<Mention> All => Volatile.Read(ref _all);

    /// <summary>The last millisecond of a time's day, in UTC: mentions count by the day, so that one a day tells all.</summary>
    public static Timestamp EndOfDay(Timestamp time) => new(Math.DivRem(time.Milliseconds, DayMs).Quotient * DayMs + DayMs - 1);

    /// <summary>A fact mentions it.</summary>
    /// <param name="project">The fact's project.</param>
    /// <param name="time">The fact's time.</param>
    /// <param name="retentionDays">The fact's own retention; 0: it has none.</param>
    /// <returns>False if that was known.</returns>
    public bool Add(ProjectId project, Timestamp time, ushort retentionDays)
    {
        int at = Find(project, retentionDays);
        if (at < 0)
        {
            at = _all.Length;
            Volatile.Write(ref _all, [.. _all, new(project, retentionDays)]);
        }

        _latest = at;
        return _all[at].Raise(EndOfDay(time));
    }

    /// <summary>Whether it would add nothing.</summary>
    public bool Has(ProjectId project, Timestamp time, ushort retentionDays)
    {
        int at = Find(project, retentionDays);
        return at >= 0 && _all[at].Until >= EndOfDay(time);
    }

    /// <summary>When the last mention expires by facts that a caller may see; null if there is none.</summary>
    /// <param name="visible">Facts of these projects; null: of any.</param>
    /// <param name="retention">How long facts are kept that do not say it themselves.</param>
    public Timestamp? Expiry(IReadOnlySet<ProjectId>? visible, TimeSpan retention)
    {
        Timestamp? latest = null;
        foreach (ref readonly Mention mention in All)
        {
            Timestamp expiry = mention.Until.Plus(mention.RetentionDays == 0 ? retention : TimeSpan.FromDays(mention.RetentionDays));
            if ((visible is null || visible.Contains(mention.Project)) && (latest is null || expiry > latest))
            {
                latest = expiry;
            }
        }

        return latest;
    }

    private int Find(ProjectId project, ushort retentionDays)
    {
        Mention[] all = _all;
        if (_latest < all.Length && all[_latest].Is(project, retentionDays))
        {
            return _latest;
        }

        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Is(project, retentionDays))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>The last mention by facts of a project and a retention.</summary>
public struct Mention
{
    private readonly ProjectId _project;
    private readonly ushort _retentionDays;
    private long _until;

    internal Mention(ProjectId project, ushort retentionDays)
    {
        _project = project;
        _retentionDays = retentionDays;
    }

    /// <summary>The facts' project.</summary>
    public readonly ProjectId Project => _project;

    /// <summary>The facts' own retention; 0: they have none.</summary>
    public readonly ushort RetentionDays => _retentionDays;

    /// <summary>The end of the day of the last one.</summary>
    public readonly Timestamp Until => new(Volatile.Read(in _until));

    internal readonly bool Is(ProjectId project, ushort retentionDays) => _project == project && _retentionDays == retentionDays;

    internal bool Raise(Timestamp until)
    {
        if (until.Milliseconds <= _until)
        {
            return false;
        }

        Volatile.Write(ref _until, until.Milliseconds);
        return true;
    }
}
