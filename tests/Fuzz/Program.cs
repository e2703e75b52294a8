using System.Security.Cryptography;
using ReplayGraph.Fuzz.Running;
using ReplayGraph.Fuzz.Targets;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"{e.Message}\n\n{FuzzOptions.Usage}");
    return 2;
}

if (options.IsWorker)
{
    new Worker(options, Console.Out).Run(options.Targets[0]);
    return 0;
}

if (options.Targets.Except(AllTargets.Names).Where(name => name != "all").ToArray() is { Length: > 0 } unknown)
{
    Console.Error.WriteLine($"no target: {string.Join(", ", unknown)}; there are {string.Join(", ", AllTargets.Names)}");
    return 2;
}

if (options.Replay is { } file)
{
    using Target target = AllTargets.Make(options.Targets[0]);
    Finding? finding = new Probe(target).Run(File.ReadAllBytes(file));
    Console.WriteLine(finding is null ? "No finding." : $"{finding.Key}\n{finding.Report}");
    return finding is null ? 0 : 1;
}

options = options with
{
    Seed = options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue),
    Corpus = options.Corpus ?? Directory.CreateTempSubdirectory("replaygraph-corpus-").FullName,
};
Console.WriteLine($"seed {options.Seed}, corpus and findings in {options.Corpus}");
IEnumerable<string> targets = options.Targets.SelectMany(name => name == "all" ? AllTargets.Real : [name]);
IReadOnlyList<Tally> tallies = await new Campaign(options, Console.Out).RunAsync(targets);
Console.WriteLine($"\n{Tally.Head}");
foreach (Tally tally in tallies)
{
    Console.WriteLine(tally.Row);
}

return tallies.Any(tally => tally.Findings > 0) ? 1 : 0;
