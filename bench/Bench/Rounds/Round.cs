using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;

namespace ReplayGraph.Bench.Rounds;

/// <summary>The results of one round.</summary>
/// <param name="Parse">Parsing the whole file.</param>
/// <param name="Import">Importing the whole file.</param>
/// <param name="SlowImport">Facts per second of an import on a disk with slow flushes.</param>
/// <param name="FromSnapshot">Seconds to open the folder.</param>
/// <param name="FromJournal">Seconds to open the folder without its snapshot.</param>
/// <param name="LargeBodies">Facts per second over HTTP.</param>
/// <param name="SmallBodies">Facts per second over HTTP.</param>
internal sealed record Round(
    Measured Parse,
    Measured Import,
    double SlowImport = 0,
    double FromSnapshot = 0,
    double FromJournal = 0,
    double LargeBodies = 0,
    double SmallBodies = 0)
{
    public override string ToString() =>
        $"facts/s: parse {Format.Rate(Parse.Rate)}, import {Format.Rate(Import.Rate)}, slow disk {Format.Rate(SlowImport)}, "
        + $"HTTP {Format.Rate(LargeBodies)} and {Format.Rate(SmallBodies)}; "
        + $"restart {Format.Seconds(FromSnapshot)} and {Format.Seconds(FromJournal)}";
}
