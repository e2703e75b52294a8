using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>Texts that break careless pages, in every text of an event and a replay.</summary>
internal static class HostileTexts
{
    /// <summary>The texts, by name; the number of an issue, an event, a trace and a replay follows from the place.</summary>
    internal static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("markup", "</td></script><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>\" autofocus onfocus=alert(1) x='-->"),
        ("2,000 characters", string.Concat(Enumerable.Repeat("abcdefghij", 200))),
        ("right to left", "\u202Eשלום עולם مرحبا بالعالم\u202D GET /left \u2067"),
        ("emoji", "👩‍👩‍👧‍👦💥 Z̷͖̓a̶̗͝l̸̻̚g̶̲̊o̴͙͛ ﷽ 🏳️‍🌈"),
    ];

    /// <summary>The number of what has the text at a place.</summary>
    internal static int Number(int place) => 601 + place;

    internal static void Write(FactBody to, Timestamp now)
    {
        for (int place = 0; place < All.Count; place++)
        {
            (int number, string text) = (Number(place), All[place].Text);
            string word = text[..Math.Min(text.Length, Limits.NameBytes)];
            to.Add(Shop.Error(now, number, number, -40) with
            {
                TraceId = World.Trace(number),
                ReplayId = World.Replay(number),
                Transaction = text,
                Environment = word,
                Release = text,
                Platform = word,
                Sdk = word,
            });
            to.Add(Shop.Segment(now, number, 0, -41) with
            {
                TraceIds = [World.Trace(number)],
                Urls = [text, text + "2"],
                UserId = text,
                UserName = text,
                UserEmail = text,
                Environment = word,
                Release = text,
                Platform = word,
            });
        }
    }
}
