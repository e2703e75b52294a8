using ReplayGraph.Embedded.Journal;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Spools;

/// <summary>Logs what an operator should know of the spool: as an error if something is lost or will be.</summary>
internal sealed partial class SpoolLog(string folder, ILogger<SpoolLog> log) : ISpoolLog
{
    private readonly ILogger _log = log;

    public void Continues(long bytes) => LogContinues(folder, bytes);

    public void Away(string reason) => LogAway(folder, reason);

    public void Retries(string reason, long bytes) => LogRetries(folder, bytes, reason);

    public void CaughtUp(long facts) => LogCaughtUp(facts);

    public void Full(long maxBytes) => LogFull(folder, maxBytes);

    public void TooOld(long facts, TimeSpan maxAge) => LogTooOld(facts, maxAge.TotalHours);

    public void Rejected(OrganizationId organization, long facts, string reason) => LogRejected(facts, organization, reason);

    public void Torn(TornTail torn) => LogTorn(torn.Bytes, torn.File);

    public void Damaged(string reason, string setAside) => LogDamaged(reason, setAside);

    public void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool {Folder} holds {Bytes} bytes of an earlier run, which are delivered now")]
    private partial void LogContinues(string folder, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What SDKs send is spooled in {Folder} from now on: {Reason}")]
    private partial void LogAway(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool {Folder} holds {Bytes} bytes that cannot be delivered yet: {Reason}")]
    private partial void LogRetries(string folder, long bytes, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool is empty: {Facts} facts were delivered")]
    private partial void LogCaughtUp(long facts);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "THE SPOOL {Folder} IS FULL ({MaxBytes} bytes): what SDKs send is answered 429, and lost, until the cluster is back")]
    private partial void LogFull(string folder, long maxBytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Facts} spooled facts were dropped: they waited for more than {Hours} h")]
    private partial void LogTooOld(long facts, double hours);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Facts} spooled facts of {Organization} were rejected and dropped: {Reason}")]
    private partial void LogRejected(long facts, OrganizationId organization, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Bytes} bytes of a write that was not acknowledged were cut off from {File}")]
    private partial void LogTorn(long bytes, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "THE SPOOL IS DAMAGED, and goes on without the damaged part. {Reason} Set aside: {SetAside}")]
    private partial void LogDamaged(string reason, string setAside);

    [LoggerMessage(Level = LogLevel.Error, Message = "THE SPOOL CANNOT BE WRITTEN: what SDKs send is answered 503, and lost: {Reason}")]
    private partial void LogFailed(string reason);
}
