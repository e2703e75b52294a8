using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Deploy.Tests.Options;

/// <summary>What the cluster's program makes of an environment, read by its own readers.</summary>
internal sealed class ProgramOptions
{
    /// <summary>How the names of its options begin in the environment.</summary>
    internal const string Prefix = "ReplayGraph__";

    // A host waits a little longer than the options say before it ends a process that does not end.
    private const int GraceSeconds = 5;

    private readonly OptionValues _values = new();

    private ProgramOptions(IReadOnlyDictionary<string, string> environment, Pod pod)
    {
        Dictionary<string, string?> own = environment.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        Count = own.Count;
        IConfigurationSection section = new ConfigurationBuilder().AddInMemoryCollection(own).Build().GetSection("ReplayGraph");
        Api = OptionsReader.Read(section, ClusterOptionNames.All, _values);
        Cluster = ClusterReader.Read(section.GetSection("Cluster"), pod, _values);
    }

    /// <summary>What is wrong.</summary>
    internal IReadOnlyList<string> Faults => _values.Errors;

    /// <summary>How many options were set.</summary>
    internal int Count { get; }

    /// <summary>What every host has.</summary>
    internal ReplayGraphOptions Api { get; }

    /// <summary>What the cluster has.</summary>
    internal ClusterSettings Cluster { get; }

    /// <summary>How long a stop may take, in seconds.</summary>
    internal int LongestStop => Cluster.DrainSeconds + Cluster.StopSeconds + GraceSeconds;

    /// <summary>Reads an environment, as in a pod.</summary>
    internal static ProgramOptions InPod(IReadOnlyDictionary<string, string> environment) =>
        new(environment, new Pod("pod", "10.0.0.1", "space"));

    /// <summary>Reads an environment, as outside of one.</summary>
    internal static ProgramOptions OutsidePod(IReadOnlyDictionary<string, string> environment) => new(environment, Pod.None);
}
