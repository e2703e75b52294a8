using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Deploy.Tests.Options;

/// <summary>The options that the cluster program reads from an environment, through its own readers.</summary>
internal sealed class ProgramOptions
{
    /// <summary>The prefix of its options in the environment.</summary>
    internal const string Prefix = "ReplayGraph__";

    // Hosts must wait a little longer than the options say before they kill a process that does not exit.
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

    /// <summary>The faults found.</summary>
    internal IReadOnlyList<string> Faults => _values.Errors;

    /// <summary>The number of options set.</summary>
    internal int Count { get; }

    /// <summary>Options of every host.</summary>
    internal ReplayGraphOptions Api { get; }

    /// <summary>Options of the cluster.</summary>
    internal ClusterSettings Cluster { get; }

    /// <summary>The longest graceful stop, in seconds.</summary>
    internal int LongestStop => Cluster.DrainSeconds + Cluster.StopSeconds + GraceSeconds;

    /// <summary>Reads an environment as in a pod.</summary>
    internal static ProgramOptions InPod(IReadOnlyDictionary<string, string> environment) =>
        new(environment, new Pod("pod", "10.0.0.1", "space"));

    /// <summary>Reads an environment as outside a pod.</summary>
    internal static ProgramOptions OutsidePod(IReadOnlyDictionary<string, string> environment) => new(environment, Pod.None);
}
