
namespace ReplayGraph.Events;

/// <summary>A replay lists an event. Applies only to events of <paramref name="Project"/> (none: of any project).</summary>
public readonly record struct Listing(ReplayRef Replay, ProjectId Project)
{
    /// <summary>Whether it applies to events of the project.</summary>
    public bool Holds(ProjectId project) => Project.IsNone || Project == project;
}

/// <summary>An event was deleted, if received until the cut-off, and with this hash (<c>default</c>: with any).</summary>
public readonly record struct Tombstone(ProjectId Project, Timestamp CutOff, UInt128 PrimaryHash);

/// <summary>An event was moved to an issue, if received until the cut-off.</summary>
public readonly record struct Move(ProjectId Project, Timestamp CutOff, IssueId Into);

/// <summary>
/// What is known about an event id apart from its observations. Most events have no annotations. Each part is a set that only grows, so the
/// order of arrival does not matter. Written by one thread; readers see each set before or after a change, never in between.
/// </summary>
public sealed class EventAnnotations
{
    private volatile Listing[] _listings = [];
    private volatile Tombstone[] _tombstones = [];
    private volatile Move[] _moves = [];

    /// <summary>The replays that list it.</summary>
    public ReadOnlySpan<Listing> Listings => _listings;

    /// <summary>Its deletions.</summary>
    public ReadOnlySpan<Tombstone> Tombstones => _tombstones;

    /// <summary>Its moves.</summary>
    public ReadOnlySpan<Move> Moves => _moves;

    /// <summary>Whether it has deletions or moves, so that its observations may be deleted or belong to another issue.</summary>
    public bool IsReassigned => _tombstones.Length + _moves.Length > 0;

    /// <summary>Adds a listing; false if it was known.</summary>
    public bool Add(Listing listing) => Add(_listings, listing) is { } grown && (_listings = grown) == grown;

    /// <summary>Adds a deletion; false if it was known.</summary>
    public bool Add(Tombstone tombstone) => Add(_tombstones, tombstone) is { } grown && (_tombstones = grown) == grown;

    /// <summary>Adds a move; false if it was known.</summary>
    public bool Add(Move move) => Add(_moves, move) is { } grown && (_moves = grown) == grown;

    /// <summary>Adds all of these; takes ownership of the arrays.</summary>
    public void Add(Listing[] listings, Tombstone[] tombstones, Move[] moves)
    {
        _listings = _listings.Length == 0 ? listings : [.. _listings.Union(listings)];
        _tombstones = _tombstones.Length == 0 ? tombstones : [.. _tombstones.Union(tombstones)];
        _moves = _moves.Length == 0 ? moves : [.. _moves.Union(moves)];
    }

    /// <summary>Whether the replay lists the event of that project.</summary>
    public bool Lists(ReplayRef replay, ProjectId project)
    {
        foreach (Listing listing in _listings)
        {
            if (listing.Replay == replay && listing.Holds(project))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether this is the first listing of its replay that applies to the project. Only that one counts.</summary>
    public bool IsFirstOfReplay(Listing wanted, ProjectId project)
    {
        foreach (Listing listing in _listings)
        {
            if (listing.Replay == wanted.Replay && listing.Holds(project))
            {
                return listing == wanted;
            }
        }

        return false;
    }

    private static T[]? Add<T>(T[] set, T value) => set.Contains(value) ? null : [.. set, value];
}
