namespace ReplayGraph.Api.Problems;

/// <summary>A line or item of a body that was rejected.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Field">The invalid field; absent if the line as a whole is invalid.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record RefusedLine(int Line, string? Field, string Error);
