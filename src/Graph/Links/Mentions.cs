using ReplayGraph.Facts;

namespace ReplayGraph.Links;

/// <summary>
/// When facts last mentioned an issue or a transaction name, per project. Distinguishes an unknown key from one without a replay. Events
/// mention the issue and the transaction name that they were ingested with; merges, unmerges, deletions and moves mention the issues that
/// they name. One thread writes; any number read without a lock.
/// </summary>
public sealed class Mentions
{
    // Up to this many, a scan is faster than a hash lookup.
    private const int Few = 8;

    private Mention[] _all = [];
    private Dictionary<(ProjectId, ushort), int>? _index;
    private int _count;
    private int _latest;

    /// <summary>One for each project and retention.</summary>
    public ReadOnlySpan<Mention> All
    {
        get
        {
            int count = Volatile.Read(ref _count);
            Mention[] all = Volatile.Read(ref _all);
            return all.AsSpan(0, Math.Min(count, all.Length));
        }
    }

    /// <summary>Records that a fact mentions it.</summary>
    /// <param name="project">The fact's project.</param>
    /// <param name="time">The fact's time.</param>
    /// <param name="retentionDays">The fact's own retention; 0: it has none.</param>
    /// <returns>False if nothing changed.</returns>
    public bool Add(ProjectId project, Timestamp time, ushort retentionDays)
    {
        int at = Find(project, retentionDays);
        if (at < 0)
        {
            at = Append(new(project, retentionDays));
        }

        _latest = at;
        return _all[at].Raise(time.EndOfDay);
    }

    /// <summary>Whether <see cref="Add"/> would change nothing.</summary>
    public bool Has(ProjectId project, Timestamp time, ushort retentionDays)
    {
        int at = Find(project, retentionDays);
        return at >= 0 && _all[at].Until >= time.EndOfDay;
    }

    /// <summary>When the last mention by a fact that the caller may see expires; null if there is none.</summary>
    /// <param name="visible">Facts of these projects; null: of any.</param>
    /// <param name="expiry">When facts expire.</param>
    public Timestamp? ExpiresAt(IReadOnlySet<ProjectId>? visible, in Expiry expiry)
    {
        Timestamp? latest = null;
        foreach (ref readonly Mention mention in All)
        {
            Timestamp at = expiry.At(mention.Until, mention.RetentionDays);
            if ((visible is null || visible.Contains(mention.Project)) && (latest is null || at > latest))
            {
                latest = at;
            }
        }

        return latest;
    }

    private int Append(Mention mention)
    {
        if (_count == _all.Length)
        {
            var grown = new Mention[Math.Max(1, _count * 2)];
            All.CopyTo(grown);
            Volatile.Write(ref _all, grown);
        }

        _all[_count] = mention;
        Volatile.Write(ref _count, _count + 1);
        if (_count > Few)
        {
            _index ??= Enumerable.Range(0, _count).ToDictionary(at => (_all[at].Project, _all[at].RetentionDays));
            _index[(mention.Project, mention.RetentionDays)] = _count - 1;
        }

        return _count - 1;
    }

    private int Find(ProjectId project, ushort retentionDays)
    {
        if (_latest < _count && _all[_latest].Is(project, retentionDays))
        {
            return _latest;
        }

        if (_index is not null)
        {
            return _index.GetValueOrDefault((project, retentionDays), -1);
        }

        for (int i = 0; i < _count; i++)
        {
            if (_all[i].Is(project, retentionDays))
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
