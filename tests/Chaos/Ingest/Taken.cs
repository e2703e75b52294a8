using System.Text.Json;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>What a server says of facts that it was told.</summary>
/// <param name="Accepted">They were new.</param>
/// <param name="Duplicates">They were known.</param>
/// <param name="Expired">They were too old.</param>
/// <param name="Refused">It does not take them.</param>
public sealed record Taken(int Accepted, int Duplicates, int Expired, int Refused)
{
    /// <summary>Reads the body of an answer.</summary>
    public static Taken Of(string answer)
    {
        JsonElement said = JsonElement.Parse(answer);
        int Number(string name) => said.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : 0;
        return new(Number("accepted"), Number("duplicates"), Number("expired"), said.GetProperty("refused").GetArrayLength());
    }

    /// <summary>Whether it took all of so many.</summary>
    public bool IsAllOf(int count) => Refused == 0 && Accepted + Duplicates + Expired == count;
}
