using System.Text;

namespace ReplayGraph.Cli.Generating;

/// <summary>The titles of generated errors: one type and message for each issue, with a value that varies between its errors.</summary>
internal static class ErrorTitles
{
    private const int Values = 3;

    private static readonly (string Type, string Message)[] _errors =
    [
        ("TypeError", "Cannot read properties of undefined (reading 'item{0}')"),
        ("ValueError", "invalid literal for int() with base 10: '{0}'"),
        ("TimeoutError", "upstream did not answer within {0} s"),
        ("KeyError", "'cart_{0}'"),
        ("PaymentDeclined", "card was declined (code {0})"),
        ("IntegrityError", "duplicate key value violates unique constraint \\\"orders_{0}_key\\\""),
        ("ChunkLoadError", "Loading chunk {0} failed"),
        ("PermissionError", "user may not open report {0}"),
    ];

    // As JSON without quotes, by error and value.
    private static readonly byte[][] _titles =
    [
        .. from error in _errors
           from value in Enumerable.Range(1, Values)
           select Encoding.UTF8.GetBytes($"{error.Type}: {string.Format(null, error.Message, 10 * value)}"),
    ];

    /// <summary>The title of an error.</summary>
    internal static ReadOnlySpan<byte> Of(long issue, UInt128 eventId) =>
        _titles[(int)((issue % _errors.Length * Values) + (long)((ulong)eventId % Values))];
}
