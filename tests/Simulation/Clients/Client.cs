using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Runs;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Clients;

/// <summary>Sends batches and retries each until it is acknowledged. Sometimes it gives up and leaves a batch for later.</summary>
internal sealed class Client(Process process, IHost host, Func<OrganizationId, Ledger> ledgers, FaultDraw faults, Random random, Trail? trail)
{
    private readonly Queue<Tale> _left = [];

    /// <summary>Sends batches one after the other.</summary>
    internal async Task TellAsync(IEnumerable<Tale> tales)
    {
        foreach (Tale tale in tales)
        {
            await PauseAsync();
            trail?.Say(process, $"has {tale.InFull}");
            ledgers(tale.Organization).Begin(tale);
            if (!await TryAsync(tale, mayGiveUp: true))
            {
                _left.Enqueue(tale);
            }
            else if (!ledgers(tale.Organization).IsToCome(tale) && faults.Happens(Fault.TellAgain, 10))
            {
                await TryAsync(tale, mayGiveUp: true, isAgain: true);
            }
        }
    }

    /// <summary>Sends the batches that it gave up.</summary>
    internal async Task TellLeftAsync()
    {
        while (_left.TryDequeue(out Tale? tale))
        {
            await TryAsync(tale, mayGiveUp: false);
        }
    }

    private async Task<bool> TryAsync(Tale tale, bool mayGiveUp, bool isAgain = false)
    {
        while (true)
        {
            try
            {
                trail?.Say(process, $"sends {tale}{(isAgain ? " again" : "")}");
                bool isVisible = await host.IngestAsync(process, tale.Organization, tale.Batch);
                trail?.Say(process, $"got an acknowledgement of {tale}{(isVisible ? "" : ", which is to come")}");
                if (!isAgain)
                {
                    await ledgers(tale.Organization).AcknowledgeAsync(tale, isVisible);
                }

                return true;
            }
            catch (Exception e) when (e is GraphException or GoneException)
            {
                trail?.Say(process, $"got no acknowledgement of {tale}: {e.Message}");
            }

            if (mayGiveUp && faults.Happens(Fault.GiveUp, 6))
            {
                trail?.Say(process, $"gives up {tale}");
                return false;
            }

            await PauseAsync();
        }
    }

    private Task PauseAsync() => process.PauseAsync(TimeSpan.FromMilliseconds(random.Next(1, 40)));
}
