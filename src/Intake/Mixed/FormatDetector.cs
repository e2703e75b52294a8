using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Intake.Mixed;

/// <summary>Detects the format of a line.</summary>
public static class FormatDetector
{
    /// <summary>
    /// Detects the format from as few bytes as possible. A truncated or invalid line has the format that its valid part shows. Never
    /// throws.
    /// </summary>
    public static DetectedFormat Detect(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || line[start] != '{')
        {
            return start >= 0 && line[start] == '[' ? DetectedFormat.EventStream : DetectedFormat.Unknown;
        }

        DetectedFormat found = DetectedFormat.Unknown;
        try
        {
            var json = new Utf8JsonReader(line[start..], Documents.Options);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("payload"u8))
                {
                    return DetectedFormat.ReplayTopic;
                }

                if (found == DetectedFormat.Unknown && (json.ValueTextEquals("is_segment"u8) || json.ValueTextEquals("end_timestamp"u8)))
                {
                    found = DetectedFormat.EventStream; // unless a native type follows, which ignores this field
                }

                if (json.ValueTextEquals("type"u8) && json.Read() && json.TokenType == JsonTokenType.String
                    && NativeKind.TryParse(json.ValueSpan, out FactKind kind))
                {
                    found = DetectedFormat.Native;
                    if (kind != FactKind.Segment)
                    {
                        return found; // only replay_event is a type of both formats
                    }
                }

                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader of the line reports the error.
        }

        return found;
    }
}
