namespace ReplayGraph.Api.Lookups;

/// <summary>
/// The body of a mixed lookup, as the document shows it. It may also have all parameters of the other lookups, by the same names.
/// </summary>
/// <param name="Issues">Issue ids, as text or numbers.</param>
/// <param name="Transactions">Transaction names.</param>
/// <param name="Traces">Trace ids.</param>
/// <param name="Events">Event ids.</param>
/// <param name="Include">events, by_key, or both.</param>
/// <param name="Limit">The most links of the page.</param>
/// <param name="Cursor">next_cursor of the previous page.</param>
public sealed record LookupBody(
    IReadOnlyList<IssueId>? Issues,
    IReadOnlyList<string>? Transactions,
    IReadOnlyList<string>? Traces,
    IReadOnlyList<string>? Events,
    IReadOnlyList<string>? Include,
    int? Limit,
    string? Cursor);
