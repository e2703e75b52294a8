namespace ReplayGraph.Spooling;

/// <summary>The facts that a spool has handled since it was opened. Facts that were delivered again after a failure count again.</summary>
/// <param name="Spooled">Acknowledged once they were on disk.</param>
/// <param name="Delivered">Accepted by the graph afterwards.</param>
/// <param name="TooOld">Dropped, because they waited too long.</param>
/// <param name="Rejected">Dropped, because the graph rejected them for good.</param>
/// <param name="Refused">Not acknowledged, because the spool was full.</param>
public readonly record struct SpoolCounts(long Spooled, long Delivered, long TooOld, long Rejected, long Refused);
