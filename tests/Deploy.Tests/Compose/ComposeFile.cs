using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Compose;

/// <summary>The compose file, with the values of the example secrets.</summary>
internal static partial class ComposeFile
{
    private static readonly Dictionary<string, string> _variables = Repository.Read("docker/.env.example").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..]);

    /// <summary>The services, by name.</summary>
    internal static IReadOnlyDictionary<string, JsonObject> Services { get; } =
        Assert.Single(Yaml.Read(Repository.Read("docker/compose.yaml"))).At("services")!.AsObject()
            .ToDictionary(pair => pair.Key, pair => pair.Value!.AsObject());

    /// <summary>The names of the services that run the silo program.</summary>
    internal static IEnumerable<string> Programs => Services.Keys.Where(name => name != "postgres");

    /// <summary>The environment of a service.</summary>
    internal static Dictionary<string, string> Environment(string service) =>
        Services[service].Map("environment").ToDictionary(pair => pair.Key, pair => Filled(pair.Value));

    /// <summary>Substitutes variables, each of which must be in the example.</summary>
    internal static string Filled(string text) => Variable().Replace(text, match => _variables[match.Groups["name"].Value]);

    [GeneratedRegex(@"\$\{(?<name>\w+)(:[?-][^}]*)?\}")]
    private static partial Regex Variable();
}
