
namespace ReplayGraph.Events;

/// <summary>A replay lists an event; by <paramref name="Project"/>'s word only for events of that project (none: of any).</summary>
public readonly record struct Listing(ReplayRef Replay, ProjectId Project)
{
    /// <summary>Whether it speaks of events of the project.</summary>
    public bool Holds(ProjectId project) => Project.IsNone || Project == project;
}

/// <summary>An event was deleted, if received until the cut-off, and with this hash (<c>default</c>: with any).</summary>
public readonly record struct Tombstone(ProjectId Project, Timestamp CutOff, UInt128 PrimaryHash);

/// <summary>An event was moved to an issue, if received until the cut-off.</summary>
public readonly record struct Move(ProjectId Project, Timestamp CutOff, IssueId Into);

/// <summary>
/// What is known of an event by its id alone: most events have none of it. Each part is a set that only grows, so the order of arrival
/// does not matter. Written by one thread; readers see each set as it was or is, never in between.
/// </summary>
public sealed class EventAnnotations
{
    private volatile Listing[] _listings = [];
    private volatile Tombstone[] _tombstones = [];
    private volatile Move[] _moves = [];

    /// <summary>Who lists it.</summary>
    public ReadOnlySpan<Listing> Listings => _listings;

    /// <summary>Its deletions.</summary>
    public ReadOnlySpan<Tombstone> Tombstones => _tombstones;

    /// <summary>Its moves.</summary>
    public ReadOnlySpan<Move> Moves => _moves;

    /// <summary>True if deletions or moves are known, so that where it belongs is not what it was ingested with.</summary>
    public bool IsReassigned => _tombstones.Length + _moves.Length > 0;

    /// <summary>Adds a listing; false if it was known.</summary>
    public bool Add(Listing listing) => Add(_listings, listing) is { } grown && (_listings = grown) == grown;

    /// <summary>Adds a deletion; false if it was known.</summary>
    public bool Add(Tombstone tombstone) => Add(_tombstones, tombstone) is { } grown && (_tombstones = grown) == grown;

    /// <summary>Adds a move; false if it was known.</summary>
    public bool Add(Move move) => Add(_moves, move) is { } grown && (_moves = grown) == grown;

    /// <summary>Adds all of these; the arrays are the marks' own from then on.</summary>
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

    /// <summary>Whether this is the first listing by its replay that speaks of the project: the one to count.</summary>
    public bool IsFirst(Listing wanted, ProjectId project)
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
