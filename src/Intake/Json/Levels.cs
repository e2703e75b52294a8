using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>The names of levels, as Sentry spells them; <c>log</c> and <c>critical</c> are old names for info and fatal.</summary>
internal static class Levels
{
    internal const string Names = "sample, debug, info, log, warning, error, fatal or critical";

    internal static bool TryParse(ReadOnlySpan<byte> name, out Level level)
    {
        level = name switch
        {
            _ when name.SequenceEqual("error"u8) => Level.Error,
            _ when name.SequenceEqual("warning"u8) => Level.Warning,
            _ when name.SequenceEqual("info"u8) || name.SequenceEqual("log"u8) => Level.Info,
            _ when name.SequenceEqual("fatal"u8) || name.SequenceEqual("critical"u8) => Level.Fatal,
            _ when name.SequenceEqual("debug"u8) => Level.Debug,
            _ when name.SequenceEqual("sample"u8) => Level.Sample,
            _ => Level.None,
        };
        return level != Level.None;
    }

    /// <summary>Reads a level as Relay does: a name, or a number of Python's logging. None for other values.</summary>
    internal static Level Of(JsonElement value)
    {
        if (MessageFields.IsString(value, out ReadOnlySpan<byte> name))
        {
            TryParse(JsonText.Trim(name), out Level level);
            return level;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number switch { 10 => Level.Debug, 20 => Level.Info, 30 => Level.Warning, 40 => Level.Error, 50 => Level.Fatal, _ => default }
            : default;
    }

    /// <summary>The name of a level; empty for none.</summary>
    internal static ReadOnlySpan<byte> Name(Level level) => level switch
    {
        Level.Sample => "sample"u8,
        Level.Debug => "debug"u8,
        Level.Info => "info"u8,
        Level.Warning => "warning"u8,
        Level.Error => "error"u8,
        Level.Fatal => "fatal"u8,
        _ => default,
    };
}
