using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Simulation.Checks;
using ReplayGraph.Simulation.Clients;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Journals;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Simulation.Silos;
using ReplayGraph.Simulation.Spools;

namespace ReplayGraph.Simulation.Runs;

/// <summary>One simulation: clients ingest and readers query while faults are injected; then all answers are compared.</summary>
internal sealed class Simulation
{
    private const int Clients = 3, Readers = 2, MostSteps = 3_000_000, MostWaiting = 50, MostReady = 100;
    private const int HotEvery = 20, HotAt = 5, WideEvery = 10, KeptEvery = 4;

    // So low that traces become shared in the middle of a run; where a run is to have many links, they do not.
    private static readonly EvidenceOptions _soonShared = new() { SharedTraceReplays = 2 };
    private static readonly EvidenceOptions _neverShared = new() { SharedTraceReplays = 100 };

    private static readonly OrganizationId[] _organizations = [OrganizationId.Parse("acme"), OrganizationId.Parse("umbrella")];

    // Fact times are whole minutes from the world's now, and no fact expires in the hours after this time.
    private static readonly Timestamp _begin = World.At(1).Plus(TimeSpan.FromSeconds(30));

    private readonly Plan _plan;
    private readonly Random _random;
    private readonly Scheduler _scheduler;
    private readonly FaultDraw _faults;
    private readonly Process _world;
    private readonly Trail? _trail;
    private readonly IHost _host;
    private readonly Deck[] _decks;
    private readonly FakeTimeProvider _still = new(_begin.ToDate());
    private readonly Dictionary<OrganizationId, Ledger> _ledgers;
    private readonly List<Reader> _readers = [];
    private bool _isHarmed = true;
    private readonly OracleOptions _oracles;
    private long? _settledAt;

    private Simulation(Plan plan, TextWriter? trail)
    {
        _plan = plan;
        _random = new(plan.Seed);
        _scheduler = new(new Random(_random.Next()));
        _faults = new(_random.Next(), plan.Faults);
        _trail = trail is null ? null : new(_scheduler, trail);
        _world = new("world", _scheduler);
        _oracles = new(_still, IsHot ? _neverShared : _soonShared);
        _ledgers = _organizations.ToDictionary(one => one, _ => new Ledger(_oracles));
        _faults.Told = fault => _trail?.Say(_world, $"{fault}");
        (int seed, int count) = (_random.Next(), _random.Next(4, 40));
        _decks = plan.Decks is null ? [.. _organizations.Select((_, i) => Draw(seed + i, count))] : [.. plan.Decks];
        _host = plan.Host switch
        {
            HostKind.Embedded => new JournalHost(_scheduler, _faults, new(_random.Next()), () => Now, _world, _oracles.Evidence, _trail),
            HostKind.Cluster => new SiloHost(NewCluster(), _faults, new(_random.Next()), _world, _trail),
            _ => new SpoolHost(NewCluster(), _scheduler, _faults, new(_random.Next()), () => Now, _world, _trail),
        };
    }

    private Timestamp Now => Timestamp.From(_still.GetUtcNow());

    // In some seeds, silos keep the coverage that they answer; in the others, as for a caller who may not see everything, they scan.
    private SimulatedCluster NewCluster() =>
        new(_scheduler, _faults, new(_random.Next()), () => Now, _world, _oracles.Evidence, _plan.Seed % KeptEvery == 0);

    // Some seeds have many replays, and readers that repeat cacheable queries.
    private bool IsHot => _plan.Seed % HotEvery == HotAt;

    private Deck Draw(int seed, int count) => IsHot ? Deck.DrawHot(seed, 40 + (2 * count))
        : _plan.Seed % WideEvery == 0 ? Deck.DrawWide(seed, 2 * count)
        : Deck.Draw(seed, count);

    /// <summary>Runs a simulation.</summary>
    /// <param name="plan">What to simulate.</param>
    /// <param name="trail">Where to write each step; null: nowhere.</param>
    internal static Outcome Run(Plan plan, TextWriter? trail = null)
    {
        var simulation = new Simulation(plan, trail);
        string? failure = simulation.RunToEnd();
        return new(
            plan, failure, simulation._faults.Happened, simulation._decks, simulation._scheduler.Steps,
            TimeSpan.FromMicroseconds(simulation._settledAt ?? simulation._scheduler.Now),
            [.. Enum.GetValues<Verdict>().Select(verdict => simulation._readers.Sum(reader => reader.Verdicts[(int)verdict]))]);
    }

    private string? RunToEnd()
    {
        try
        {
            return Run();
        }
        catch (Exception failure)
        {
            // An unobserved exception of a host, at its start for example, is a failure of this seed too.
            return failure is SimulationFailure ? failure.Message : failure.ToString();
        }
    }

    private string? Run()
    {
        Task? main = null;
        _world.Within(() => main = MainAsync());
        long nextHarm = 0;
        while (!main!.IsCompleted && _scheduler.Step())
        {
            // By steps, not by time, so that a waiting host does not collect faults.
            if (_isHarmed && _scheduler.Steps >= nextHarm)
            {
                nextHarm = _scheduler.Steps + _random.Next(5, _host.HarmEvery);
                _world.Within(_host.Harm);
            }

            if (_scheduler.Steps > MostSteps)
            {
                return $"Gave up after {MostSteps:N0} steps.";
            }

            if (_host.Waiting > MostWaiting || _scheduler.MostReady > MostReady)
            {
                return $"A queue is unbounded: {_host.Waiting} calls are waiting, {_scheduler.MostReady} work items were ready at once.";
            }
        }

        return _scheduler.Strayed is { } strayed ? $"Work ran on a thread outside the simulation: {strayed}"
            : !main.IsCompleted ? "A caller waits for an answer that never comes."
            : main.Exception?.InnerException is SimulationFailure failure ? failure.Message
            : main.Exception?.InnerException?.ToString();
    }

    private async Task MainAsync()
    {
        Client[] clients = [.. Enumerable.Range(1, Clients).Select(number => new Client(
            new($"client-{number}", _scheduler), _host, one => _ledgers[one], _faults, new(_random.Next()), _trail))];
        Task[] reading = [.. Enumerable.Range(1, Readers).Select(BeginToRead)];
        Task telling = Task.WhenAll(Dealt().Select((tales, i) => clients[i].TellAsync(tales)));
        // A reader ends early only if it found a failure.
        await await Task.WhenAny([telling, .. reading]);
        _readers.ForEach(reader => reader.IsOver = true);
        await Task.WhenAll(reading);
        await SettleAsync();

        // Clients may have given up for good: their batches may or may not be there, and must not affect other facts.
        await _readers[0].CheckAllAsync();
        await Task.WhenAll(clients.Select(client => client.TellLeftAsync()));
        if (_ledgers.Values.Any(ledger => ledger.ExpectsMore))
        {
            await ArriveAsync();
        }

        await CompareAsync(Question.Standing());
        await ExpireAsync();
        await CompareAsync(Question.OfTheLiving());
        _trail?.Say(_world, "restarts everything");
        await _host.RestartAsync();
        await CompareAsync(Question.OfTheLiving(), isStarted: true);
    }

    private Task BeginToRead(int number)
    {
        var reader = new Reader(new($"reader-{number}", _scheduler), _host, _ledgers, _oracles, new(_random.Next()), IsHot);
        _readers.Add(reader);
        return reader.RunAsync();
    }

    // The batches of all organizations, with repetitions, in any order, divided among the clients.
    private IEnumerable<Tale>[] Dealt()
    {
        Tale[] tales =
        [
            .. _organizations.Zip(_decks).SelectMany(one => Cut(one.Second.Shuffled(_random.Next()).Facts)
                .Select(facts => (one.First, Facts: facts)))
                .Select((one, number) => new Tale(number, one.First, one.Facts)),
        ];
        _random.Shuffle(tales);
        return [.. Enumerable.Range(0, Clients).Select(client => tales.Where((_, i) => i % Clients == client))];
    }

    private IEnumerable<IFact[]> Cut(IReadOnlyList<IFact> facts)
    {
        for (int at = 0; at < facts.Count;)
        {
            int count = Math.Min(_random.Next(3) == 0 ? _random.Next(1, 9) : 1, facts.Count - at);
            yield return [.. facts.Skip(at).Take(count)];
            at += count;
        }
    }

    private async Task SettleAsync()
    {
        _trail?.Say(_world, "ends all faults");
        (_faults.IsOver, _isHarmed, _settledAt) = (true, false, _scheduler.Now);
        await ArriveAsync();
    }

    // What was acknowledged and is to come arrives.
    private async Task ArriveAsync()
    {
        await _host.SettleAsync();
        foreach (Ledger ledger in _ledgers.Values)
        {
            await ledger.SettleAsync();
        }
    }

    // Much later, expired facts are freed and the others are still there.
    private async Task ExpireAsync()
    {
        // Not a whole number: facts expire at whole minutes, and clocks differ by some.
        double days = _random.Next(120) + 0.5;
        _trail?.Say(_world, $"advances {days} days");
        _still.AdjustTime(_still.GetUtcNow() + TimeSpan.FromDays(days));
        await _host.SweepAsync();
    }

    private async Task CompareAsync(IEnumerable<Question> questions, bool isStarted = false)
    {
        foreach ((OrganizationId organization, Ledger ledger) in _ledgers)
        {
            if ((isStarted && _host.TellsItselfAnew && !EvenExpiry.IsEven(ledger.Acknowledged, _begin, Now))
                || !EvenExpiry.IsEvenOfShared([.. ledger.Acknowledged], _oracles.Evidence.SharedTraceReplays, _begin, Now))
            {
                continue;
            }

            IGraph[] graphs = [.. _host.Graphs(_world)];
            _random.Shuffle(graphs);
            foreach (IGraph graph in graphs)
            {
                await CompareAsync(organization, questions, graph, ledger.Oracle, isWhole: graph == graphs[0]);
            }
        }
    }

    // One graph gets all questions, the others some: a wrong answer of one is mostly shared by the others. Walks are sampled on all.
    private async Task CompareAsync(OrganizationId organization, IEnumerable<Question> questions, IGraph graph, IGraph oracle, bool isWhole)
    {
        foreach (Question question in questions.Where(one => (isWhole || _random.Next(4) == 0) && (!one.IsWalk || _random.Next(4) == 0)))
        {
            string expected = await question.AskAsync(oracle);
            string actual = await question.AskAsync(new OneOrganization(graph, organization));
            if (actual != expected)
            {
                throw new SimulationFailure(
                    $"At the end, {graph} of {organization}: {question.Text}\nactual:\n{actual}\n"
                    + $"expected from acknowledged facts:\n{expected}");
            }
        }
    }
}
