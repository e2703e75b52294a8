using System.Collections.Concurrent;

namespace ReplayGraph.Grains.Announcements;

/// <summary>
/// The silos that must receive announcements: all that may answer callers. A joining silo answers nothing before it is active, and greets
/// all others just before that, so it counts from its greeting on. One that dies while joining blocks nothing.
/// </summary>
internal sealed class Audience(IClusterMembershipService membership)
{
    private readonly ConcurrentDictionary<SiloAddress, bool> _greeted = [];

    /// <summary>The silos that must receive announcements, according to the current membership.</summary>
    internal IEnumerable<SiloAddress> Silos =>
        from member in membership.CurrentSnapshot.Members.Values
        where MustReceive(member.SiloAddress, member.Status)
        select member.SiloAddress;

    /// <summary>Whether a silo still must receive announcements.</summary>
    internal bool MustReceive(SiloAddress silo) => MustReceive(silo, membership.CurrentSnapshot.GetSiloStatus(silo));

    /// <summary>Adds a silo that may become active before the membership here shows it.</summary>
    internal void Add(SiloAddress silo) => _greeted[silo] = true;

    /// <summary>Adds a silo that is about to become active.</summary>
    internal async ValueTask GreetAsync(SiloAddress newcomer, MembershipVersion version, CancellationToken cancel)
    {
        Add(newcomer);
        await membership.Refresh(version, cancel);
        foreach (SiloAddress silo in _greeted.Keys)
        {
            if (membership.CurrentSnapshot.GetSiloStatus(silo) == SiloStatus.Dead)
            {
                _greeted.TryRemove(silo, out _);
            }
        }
    }

    /// <summary>
    /// Declares a silo dead that was greeted, never became active and cannot be reached, because the membership does not probe joining
    /// silos.
    /// </summary>
    internal async ValueTask GiveUpAsync(SiloAddress silo)
    {
        if (membership.CurrentSnapshot.GetSiloStatus(silo) == SiloStatus.Joining)
        {
            await membership.TryKill(silo);
        }
    }

    private bool MustReceive(SiloAddress silo, SiloStatus status) => status switch
    {
        SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping => true,
        SiloStatus.Joining => _greeted.ContainsKey(silo),
        _ => false,
    };
}
