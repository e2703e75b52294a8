using System.Diagnostics;
using System.Text;
using ReplayGraph.Fuzz.Coverage;
using ReplayGraph.Fuzz.Mutation;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Running;

/// <summary>
/// Fuzzes a target: takes an input that is known, changes it, runs it, and keeps it if it reached what none before it had. Without a
/// map nothing is ever kept, and the inputs are what changes make of the seeds.
/// </summary>
internal sealed class Fuzzing
{
    private const int Steps = 64;

    private readonly Target _target;
    private readonly Probe _probe;
    private readonly EdgeMap? _map;
    private readonly Dice _dice;
    private readonly Mutator _mutator;
    private readonly Draft _draft;
    private readonly Draft _trial;
    private readonly Dictionary<string, Finding> _findings = [];

    /// <summary>Begins with the seeds of the target, and other inputs that are known.</summary>
    /// <param name="target">What to fuzz.</param>
    /// <param name="seed">What all draws come from.</param>
    /// <param name="map">Where instrumented code notes what it reaches; null if it is not instrumented.</param>
    internal Fuzzing(Target target, int seed, EdgeMap? map)
    {
        (_target, _map, _dice) = (target, map, new(seed));
        _probe = new(target);
        _mutator = new(target.Shape, [.. target.Words.Select(Encoding.UTF8.GetBytes)], _dice);
        _draft = new(target.MaxBytes);
        _trial = new(target.MaxBytes);
        Pool = new(_dice);
    }

    /// <summary>Inputs that were run.</summary>
    internal long Inputs { get; private set; }

    /// <summary>Inputs to make others of.</summary>
    internal Pool Pool { get; }

    /// <summary>What was found, once for each place.</summary>
    internal IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>Is told each input before it is run.</summary>
    internal Action<ReadOnlyMemory<byte>>? Running { get; init; }

    /// <summary>Is told each input that reached something new.</summary>
    internal Action<byte[]>? Kept { get; init; }

    /// <summary>Is told each new finding.</summary>
    internal Action<Finding>? Found { get; init; }

    /// <summary>Runs inputs that are known.</summary>
    internal void Begin(IEnumerable<byte[]> inputs)
    {
        foreach (byte[] input in inputs)
        {
            _draft.Set(input);
            if (Run(_draft) || _map is null || Pool.Count == 0)
            {
                Pool.Add(_draft.Bytes);
            }
        }
    }

    /// <summary>Fuzzes until so many inputs were run, or the time is over.</summary>
    internal void Continue(long inputs, TimeSpan time)
    {
        long begun = Stopwatch.GetTimestamp();
        while (Inputs < inputs && Stopwatch.GetElapsedTime(begun) < time)
        {
            _draft.Set(Pool.Pick());
            _mutator.Change(_draft, Pool.Pick());
            _target.Mend(_draft, _dice);
            if (Run(_draft))
            {
                Shorten();
                Pool.Add(_draft.Bytes);
                Kept?.Invoke(Pool.Inputs[^1]);
            }
        }
    }

    private bool Run(Draft input)
    {
        Inputs++;
        Running?.Invoke(input.Memory);
        _map?.Clear();
        if (_probe.Run(input.Memory) is not { } finding)
        {
            return _map is not null && _map.IsNews();
        }

        if (!_findings.TryGetValue(finding.Key, out Finding? known) || finding.Input.Length < known.Input.Length)
        {
            _findings[finding.Key] = finding;
            Found?.Invoke(finding);
        }

        return false;
    }

    // Short inputs run faster, and changes hit what matters in them.
    private void Shorten()
    {
        if (_draft.Length < 32)
        {
            return;
        }

        ulong reached = _map!.Signature();
        int steps = 0;
        for (int size = _draft.Length / 2; size >= Math.Max(4, _draft.Length / 32); size /= 2)
        {
            for (int at = 0; at + size <= _draft.Length && steps < Steps; steps++)
            {
                _trial.Set(_draft.Bytes);
                _trial.Remove(at, size);
                if (!Run(_trial) && _map.Signature() == reached)
                {
                    _draft.Set(_trial.Bytes);
                }
                else
                {
                    at += size;
                }
            }
        }
    }
}
