namespace ReplayGraph.Api.Access;

/// <summary>The public key of a DSN.</summary>
internal static class DsnKey
{
    private static readonly System.Buffers.SearchValues<char> _digits = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <summary>Whether it is 32 lowercase hex digits.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> key) => key.Length == 32 && !key.ContainsAnyExcept(_digits);
}
