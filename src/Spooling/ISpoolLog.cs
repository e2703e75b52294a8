using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>What an operator should know of a spool. Each call is one line, however many requests it concerns.</summary>
public interface ISpoolLog
{
    /// <summary>The spool was opened and holds facts that an earlier process did not deliver.</summary>
    void Continues(long bytes);

    /// <summary>The graph does not take facts, so they are spooled from now on.</summary>
    void Away(string reason);

    /// <summary>A delivery failed, and will be retried.</summary>
    void Retries(string reason, long bytes);

    /// <summary>Everything is delivered.</summary>
    void CaughtUp(long facts);

    /// <summary>The spool is full, and facts are rejected until some are delivered or dropped.</summary>
    void Full(long maxBytes);

    /// <summary>Facts that waited too long were dropped.</summary>
    void TooOld(long facts, TimeSpan maxAge);

    /// <summary>The graph rejected facts for good, so they were dropped.</summary>
    void Rejected(OrganizationId organization, long facts, string reason);

    /// <summary>The end of the last write is not complete. It was not acknowledged, and was cut off.</summary>
    void Torn(TornTail torn);

    /// <summary>A segment is damaged. It was set aside, and what is intact before the damage is kept.</summary>
    void Damaged(string reason, string setAside);

    /// <summary>The spool cannot be written or cleared.</summary>
    void Failed(string reason);
}
