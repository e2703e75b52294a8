using ReplayGraph.Embedded;
using ReplayGraph.KillTarget;

// KillTarget FOLDER SEED NUMBER...: one task for each number ingests that batch, then every n-th batch after it (n: the number of tasks).
// Prints "begun", then the number of each acknowledged batch, from before the data is open. A line on stdin stops it gracefully. Tests kill it.
string folder = args[0];
int seed = int.Parse(args[1]);
int[] first = [.. args[2..].Select(int.Parse)];
using var stop = new CancellationTokenSource();
_ = Task.Run(() =>
{
    Console.In.ReadLine();
    stop.Cancel();
});

await using (EmbeddedGraph graph = EmbeddedGraph.Begin(KillOptions.Of(folder), KillOptions.Clock))
{
    Say("begun");
    await Task.WhenAll(first.Select(number => Task.Run(() => IngestAsync(graph, number))));
}

Say("stopped");
return 0;

async Task IngestAsync(EmbeddedGraph graph, int number)
{
    for (; !stop.IsCancellationRequested; number += first.Length)
    {
        await graph.IngestAsync(DrawnBatch.Organization, DrawnBatch.Of(seed, number), CancellationToken.None);
        Say(number.ToString());
    }
}

static void Say(string line)
{
    lock (Console.Out)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
