using System.Diagnostics;
using System.Text;
using ReplayGraph.Fuzz.Coverage;
using ReplayGraph.Fuzz.Mutation;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Running;

/// <summary>
/// Fuzzes a target: mutates a known input, runs it, and keeps it if it reached new edges. Without a
/// map no input is kept, and all inputs are mutations of the seeds.
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

    /// <summary>Starts with the seeds of the target and other known inputs.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="map">The map of the instrumented code; null without instrumentation.</param>
    internal Fuzzing(Target target, int seed, EdgeMap? map)
    {
        (_target, _map, _dice) = (target, map, new(seed));
        _probe = new(target);
        _mutator = new(target.Shape, [.. target.Words.Select(Encoding.UTF8.GetBytes)], _dice);
        _draft = new(target.MaxBytes);
        _trial = new(target.MaxBytes);
        Pool = new(_dice);
    }

    /// <summary>The number of inputs that were run.</summary>
    internal long Inputs { get; private set; }

    /// <summary>The inputs to mutate.</summary>
    internal Pool Pool { get; }

    /// <summary>The findings, one for each key.</summary>
    internal IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>Called with each input before it runs.</summary>
    internal Action<ReadOnlyMemory<byte>>? Running { get; init; }

    /// <summary>Called with each input that reached new edges.</summary>
    internal Action<byte[]>? Kept { get; init; }

    /// <summary>Called with each new finding.</summary>
    internal Action<Finding>? Found { get; init; }

    /// <summary>Runs known inputs.</summary>
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

    /// <summary>Fuzzes until so many inputs have run or the time is over.</summary>
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

    // Short inputs run faster, and their mutations are more often relevant.
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
