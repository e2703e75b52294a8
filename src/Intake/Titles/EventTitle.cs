using System.Text.Json;
using System.Text.RegularExpressions;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Grouping;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Titles;

/// <summary>
/// The title of an error as SDKs send it, by the rules of Sentry: the type and the value of its main exception, else what a security report
/// says, else its message. Without any of them it has none.
/// </summary>
internal static partial class EventTitle
{
    /// <summary>The title of an error.</summary>
    internal static Text Of(JsonElement sdkEvent)
    {
        string title = OfException(sdkEvent);
        title = title.Length > 0 ? title : SecurityTitle.Of(sdkEvent);
        return TitleText.Of(title.Length > 0 ? title : LogEntries.Formatted(sdkEvent));
    }

    /// <summary>The title of user feedback: its message.</summary>
    internal static Text OfFeedback(JsonElement sdkEvent)
    {
        string message = sdkEvent.Interface("contexts", "Contexts").At("feedback").At("message").LenientJson();
        return TitleText.Of(message.Length > 0 ? message : LogEntries.Formatted(sdkEvent));
    }

    private static string OfException(JsonElement sdkEvent)
    {
        JsonElement exception = MainException(sdkEvent);
        if (exception.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        if (exception.At("mechanism").At("synthetic").ValueKind == JsonValueKind.True)
        {
            // Its type and value are the SDK's, not the application's.
            string function = StackTraces.CrashFrame(sdkEvent).At("function").Lenient();
            return function is "<redacted>" or "<unknown>" ? "" : function;
        }

        string type = exception.At("type").Lenient().Trim();
        string value = TitleText.FirstLine(exception.At("value").LenientJson());
        return type.Length == 0 && HasType().IsMatch(value) ? value
            : value.Length == 0 ? TypeOr(type)
            : $"{TypeOr(type)}: {value}";
    }

    // SDKs may mark one of an exception group; otherwise it is the last.
    private static JsonElement MainException(JsonElement sdkEvent)
    {
        JsonElement[] exceptions = [.. sdkEvent.Exceptions().Where(exception => !exception.IsAbsent())];
        string main = sdkEvent.At("main_exception_id").Lenient();
        JsonElement marked = main.Length == 0 ? default
            : exceptions.FirstOrDefault(exception => exception.At("mechanism").At("exception_id").Lenient() == main);
        return marked.ValueKind == JsonValueKind.Undefined ? exceptions.LastOrDefault() : marked;
    }

    private static string TypeOr(string type) => type.Length > 0 ? type : "Error";

    // As in Relay: an exception without a type may have it in its value.
    [GeneratedRegex(@"^\w+:", RegexOptions.CultureInvariant)]
    private static partial Regex HasType();
}
