using System.Text.Json;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>A server's answer to an ingest.</summary>
/// <param name="Accepted">New facts.</param>
/// <param name="Duplicates">Known facts.</param>
/// <param name="Expired">Facts past their retention.</param>
/// <param name="Refused">Rejected lines.</param>
/// <param name="Journalled">Facts of which a starting server did not know yet whether they are new.</param>
public sealed record Taken(int Accepted, int Duplicates, int Expired, int Refused, int Journalled)
{
    /// <summary>Parses the body of an answer.</summary>
    public static Taken Of(string answer)
    {
        JsonElement said = JsonElement.Parse(answer);
        int Number(string name) => said.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : 0;
        int refused = said.GetProperty("refused").GetArrayLength();
        return new(Number("accepted"), Number("duplicates"), Number("expired"), refused, Number("journalled"));
    }

    /// <summary>Whether all of so many facts were ingested.</summary>
    public bool IsAllOf(int count) => Refused == 0 && Accepted + Duplicates + Expired + Journalled == count;
}
