namespace ReplayGraph.Postgres.Writing;

/// <summary>How much a <see cref="Writer"/> takes on.</summary>
/// <param name="Commits">Commits under way at the same time.</param>
/// <param name="GroupWrites">The most writes of one commit.</param>
/// <param name="GroupBytes">The most bytes of one commit; a single write may have more.</param>
/// <param name="WaitingBytes">The most bytes of writes that wait or are under way.</param>
internal readonly record struct WriteLimits(int Commits, int GroupWrites, long GroupBytes, long WaitingBytes);
