using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>The frames of one stack trace: the application's own, otherwise all of them, otherwise their binaries.</summary>
internal static class Frames
{
    /// <summary>Adds the frames.</summary>
    /// <param name="parts">Receives the parts.</param>
    /// <param name="frames">A list of frames; anything else adds nothing.</param>
    /// <param name="isNew">Whether version 1 ignored this stack trace.</param>
    internal static bool Add(Parts parts, JsonElement frames, bool isNew = false)
    {
        if (frames.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        string[] own = [.. frames.EnumerateArray().Where(IsOwn).Select(Describe).Where(text => text.Length > 0)];
        string[] all = own.Length > 0 ? own : [.. frames.EnumerateArray().Select(Describe).Where(text => text.Length > 0)];
        string[] binaries = all.Length > 0 ? [] : [.. frames.EnumerateArray().Select(DescribeBinary).Where(text => text.Length > 0)];
        foreach (string frame in all)
        {
            _ = isNew ? parts.AddNew("frame", frame) : parts.Add("frame", frame);
        }

        foreach (string binary in binaries)
        {
            parts.AddNew("frame", binary);
        }

        return all.Length + binaries.Length > 0;
    }

    /// <summary>The last segment of a path of any platform.</summary>
    internal static string BaseName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static bool IsOwn(JsonElement frame) => frame.At("in_app").ValueKind == JsonValueKind.True;

    private static string Describe(JsonElement frame)
    {
        string module = frame.At("module").Lenient();
        string place = module.Length > 0 ? module : frame.At("filename").Lenient().Split('?', '#')[0];
        string function = frame.At("function").Lenient();
        return place.Length + function.Length == 0 ? "" : $"{place}|{function}";
    }

    // An unsymbolicated frame has only an address, which differs between runs; intake cannot symbolicate.
    private static string DescribeBinary(JsonElement frame)
    {
        string path = frame.At("package").Lenient();
        string place = BaseName(path.Length > 0 ? path : frame.At("abs_path").Lenient().Split('?', '#')[0]);
        string function = frame.At("raw_function").Lenient();
        function = function.Length > 0 ? function : frame.At("symbol").Lenient();
        return place.Length + function.Length == 0 ? "" : $"{place}|{function}";
    }
}
