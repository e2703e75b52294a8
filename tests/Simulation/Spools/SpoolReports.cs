using ReplayGraph.Embedded.Journal;
using ReplayGraph.Simulation.Runs;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Spooling;

namespace ReplayGraph.Simulation.Spools;

/// <summary>What spools report: a loss, which nothing here may cause, is a failure.</summary>
internal sealed class SpoolReports(Process world, Trail? trail) : ISpoolLog
{
    /// <summary>The first loss; null if there was none.</summary>
    internal string? Loss { get; private set; }

    public void Continues(long bytes) => trail?.Say(world, $"the spool holds {bytes} bytes");

    public void Away(string reason) => trail?.Say(world, $"spools: {reason}");

    public void Retries(string reason, long bytes) => trail?.Say(world, $"cannot deliver {bytes} bytes: {reason}");

    public void CaughtUp(long facts) => trail?.Say(world, $"the spool is empty; {facts} facts were delivered");

    public void Full(long maxBytes) => trail?.Say(world, "the spool is full");

    public void TooOld(long facts, TimeSpan maxAge) => Loss ??= $"{facts} spooled facts were dropped as too old.";

    public void Rejected(OrganizationId organization, long facts, string reason) => Loss ??= $"{facts} spooled facts were rejected: {reason}";

    public void Torn(TornTail torn) => trail?.Say(world, $"the spool is torn: {torn.Reason}");

    public void Damaged(string reason, string setAside) => Loss ??= $"The spool is unreadable although nothing damaged it: {reason}";

    public void Failed(string reason) => trail?.Say(world, $"the spool cannot be written: {reason}");
}
