using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;

namespace ReplayGraph.Bench.Rounds;

/// <summary>One round.</summary>
/// <param name="Parse">Of the whole file.</param>
/// <param name="Import">Of the whole file.</param>
/// <param name="FromSnapshot">Seconds to open the folder.</param>
/// <param name="FromJournal">Seconds to open the folder without its snapshot.</param>
/// <param name="LargeBodies">Facts in a second over HTTP.</param>
/// <param name="SmallBodies">Facts in a second over HTTP.</param>
internal sealed record Round(
    Measured Parse, Measured Import, double FromSnapshot = 0, double FromJournal = 0, double LargeBodies = 0, double SmallBodies = 0)
{
    public override string ToString() =>
        $"facts/s: parse {Words.Rate(Parse.Rate)}, import {Words.Rate(Import.Rate)}, "
        + $"HTTP {Words.Rate(LargeBodies)} and {Words.Rate(SmallBodies)}; "
        + $"restart {Words.Seconds(FromSnapshot)} and {Words.Seconds(FromJournal)}";
}
