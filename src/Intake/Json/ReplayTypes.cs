using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>The names of the replay types, which are how replays are sampled.</summary>
internal static class ReplayTypes
{
    internal const string Names = "session or buffer";

    internal static bool TryParse(ReadOnlySpan<byte> name, out ReplayType type)
    {
        type = name.SequenceEqual("session"u8) ? ReplayType.Session : name.SequenceEqual("buffer"u8) ? ReplayType.Buffer : ReplayType.None;
        return type != ReplayType.None;
    }

    /// <summary>The name of a type; empty for none.</summary>
    internal static ReadOnlySpan<byte> Name(ReplayType type) => type switch
    {
        ReplayType.Session => "session"u8,
        ReplayType.Buffer => "buffer"u8,
        _ => default,
    };
}
