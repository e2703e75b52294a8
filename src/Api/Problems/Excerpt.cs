namespace ReplayGraph.Api.Problems;

/// <summary>Quotes what a request sent, in a message.</summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    /// <summary>The text, or its start followed by an ellipsis.</summary>
    internal static string Of(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "...";
}
