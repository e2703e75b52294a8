using System.Reflection;
using System.Runtime.Loader;
using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>
/// A second load of the simulator, with one assembly replaced by a changed one. What does not depend on that is shared with the build. A mutant is
/// never unloaded: what can be unloaded is optimized when it is compiled, which takes longer than the few seeds that most mutants run.
/// </summary>
internal sealed class Mutant : AssemblyLoadContext
{
    private const string Own = "ReplayGraph.";

    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    private readonly string _changed;
    private readonly byte[] _bytes;
    private readonly Type _plan, _shrinker;
    private readonly MethodInfo _run;

    /// <summary>Compiles and loads a mutant.</summary>
    /// <param name="project">The project to change.</param>
    /// <param name="edits">The changes.</param>
    internal Mutant(string project, params IReadOnlyCollection<Edit> edits)
        : base($"{project} changed")
    {
        (_changed, _bytes) = (Own + project, MutantCompiler.Compile(project, edits));
        Assembly simulator = LoadFromAssemblyName(typeof(Plan).Assembly.GetName());
        _plan = simulator.GetType(typeof(Plan).FullName!, true)!;
        _shrinker = simulator.GetType(typeof(Shrinker).FullName!, true)!;
        _run = simulator.GetType(typeof(Simulation.Runs.Simulation).FullName!, true)!
            .GetMethod(nameof(Simulation.Runs.Simulation.Run), Internal, [_plan, typeof(TextWriter)])!;
    }

    /// <summary>Runs a simulation.</summary>
    internal MutantOutcome Run(HostKind host, int seed)
    {
        object plan = Activator.CreateInstance(_plan, Enum.ToObject(_plan.GetProperty(nameof(Plan.Host))!.PropertyType, host), seed)!;
        return Run(plan);
    }

    /// <summary>Shrinks a failing simulation.</summary>
    internal MutantOutcome Shrink(MutantOutcome failing, int mostRuns)
    {
        object shrinker = Activator.CreateInstance(_shrinker, Internal | BindingFlags.Public, null, [failing.Outcome, mostRuns], null)!;
        return new(_shrinker.GetMethod(nameof(Shrinker.Run), Internal, [])!.Invoke(shrinker, null)!);
    }

    /// <summary>Repeats a simulation.</summary>
    internal MutantOutcome Again(MutantOutcome outcome) => Run(outcome.Plan);

    private MutantOutcome Run(object plan) => new(_run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [plan, null], null)!);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == _changed ? LoadFromStream(new MemoryStream(_bytes))
        : Depends(assemblyName) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll"))
        : null;

    // Whether an assembly of ours references the changed one, directly or through others.
    private bool Depends(AssemblyName name) => name.Name!.StartsWith(Own, StringComparison.Ordinal)
        && Default.LoadFromAssemblyName(name).GetReferencedAssemblies().Any(other => other.Name == _changed || Depends(other));
}
