using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// The variables of a fingerprint, <c>{{ name }}</c> with or without blanks, with the names of Sentry's documentation.
/// </summary>
internal static class FingerprintVariable
{
    private const string Tag = "tags.";

    /// <summary>The name of the variable in a text, or null if the text is not a variable.</summary>
    internal static string? NameIn(string text)
    {
        if (text.Length < 5 || !text.StartsWith("{{", StringComparison.Ordinal) || !text.EndsWith("}}", StringComparison.Ordinal))
        {
            return null;
        }

        string name = text[2..^2].Trim();
        return name.Length == 0 || name.Any(char.IsWhiteSpace) ? null : name;
    }

    /// <summary>The value of a variable in an event; empty if the event has none, null for an unknown variable.</summary>
    internal static string? Resolve(string name, JsonElement sdkEvent) => name switch
    {
        "transaction" => sdkEvent.FieldOrTag("transaction"),
        "message" => Parameterization.Mask(Message(sdkEvent)),
        "raw_message" => Message(sdkEvent),
        "type" or "error.type" => LastException(sdkEvent).At("type").Lenient(),
        "value" or "error.value" or "raw_value" or "error.raw_value" => LastException(sdkEvent).At("value").LenientJson(),
        "function" or "stack.function" => StackTraces.CrashFrame(sdkEvent).At("function").Lenient(),
        "module" or "stack.module" => StackTraces.CrashFrame(sdkEvent).At("module").Lenient(),
        "path" or "stack.abs_path" => Either(StackTraces.CrashFrame(sdkEvent), "abs_path", "filename"),
        "stack.filename" => Either(StackTraces.CrashFrame(sdkEvent), "filename", "abs_path"),
        "package" or "stack.package" => Frames.BaseName(StackTraces.CrashFrame(sdkEvent).At("package").Lenient()),
        "level" => Level(sdkEvent),
        "logger" => sdkEvent.FieldOrTag("logger"),
        _ when name.StartsWith(Tag, StringComparison.Ordinal) => TagOrField(sdkEvent, name[Tag.Length..]),
        _ => null,
    };

    private static string Message(JsonElement sdkEvent)
    {
        string message = LogEntries.Formatted(sdkEvent);
        return message.Length > 0 ? message : LastException(sdkEvent).At("value").LenientJson();
    }

    private static JsonElement LastException(JsonElement sdkEvent) => sdkEvent.Exceptions() is [.., JsonElement last] ? last : default;

    private static string Either(JsonElement frame, string first, string second)
    {
        string text = frame.At(first).Lenient();
        return text.Length > 0 ? text : frame.At(second).Lenient();
    }

    private static string Level(JsonElement sdkEvent)
    {
        Level level = Levels.Of(sdkEvent.At("level"));
        return Encoding.UTF8.GetString(Levels.Name(level == Facts.Level.None ? Facts.Level.Error : level));
    }

    // Sentry turns these fields into tags before it groups.
    private static string TagOrField(JsonElement sdkEvent, string tag)
    {
        string text = SentryTags.Find(sdkEvent.At("tags"), tag).Lenient().Trim();
        return text.Length > 0 || tag is not ("level" or "logger" or "environment" or "transaction" or "server_name" or "site" or "release")
            ? text
            : tag == "level" ? Level(sdkEvent) : sdkEvent.At(tag).Lenient().Trim();
    }
}
