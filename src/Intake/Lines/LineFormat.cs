using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Intake.Lines;

/// <summary>The formats of lines, which tell themselves apart.</summary>
public enum LineFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A native fact: an object whose <c>type</c> is a native kind.</summary>
    Native,

    /// <summary>A message of Sentry's event stream: a list, or the object of a span.</summary>
    EventStream,

    /// <summary>A message of Sentry's replay topic: an object with a <c>payload</c>.</summary>
    ReplayTopic,
}

/// <summary>Tells formats of lines apart.</summary>
public static class LineFormats
{
    /// <summary>
    /// Says what a line is, from as little of it as that takes. A line that breaks off, or is no JSON, is what it had shown itself to be
    /// until then. Never throws.
    /// </summary>
    public static LineFormat Of(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || line[start] != '{')
        {
            return start >= 0 && line[start] == '[' ? LineFormat.EventStream : LineFormat.Unknown;
        }

        LineFormat found = LineFormat.Unknown;
        try
        {
            var json = new Utf8JsonReader(line[start..], Documents.Options);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("payload"u8))
                {
                    return LineFormat.ReplayTopic;
                }

                if (found == LineFormat.Unknown && (json.ValueTextEquals("is_segment"u8) || json.ValueTextEquals("end_timestamp"u8)))
                {
                    found = LineFormat.EventStream; // unless it turns out to be a native fact with a field that is none
                }

                if (json.ValueTextEquals("type"u8) && json.Read() && json.TokenType == JsonTokenType.String
                    && NativeKind.TryParse(json.ValueSpan, out FactKind kind))
                {
                    found = LineFormat.Native;
                    if (kind != FactKind.Segment)
                    {
                        return found; // only replay_event is a type of both
                    }
                }

                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Whoever reads the line says what is wrong with it.
        }

        return found;
    }
}
