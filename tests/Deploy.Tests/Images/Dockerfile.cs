using System.Globalization;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Images;

/// <summary>The Dockerfile, parsed into stages.</summary>
internal static class Dockerfile
{
    /// <summary>The name of the cluster image in manifests and compose.</summary>
    internal const string ClusterImage = "replaygraph-cluster";

    /// <summary>The stages, in order.</summary>
    internal static IReadOnlyList<Stage> Stages { get; } = Read();

    /// <summary>The stage with this name.</summary>
    internal static Stage Named(string name) => Stages.Single(stage => stage.Name == name);

    /// <summary>A stage and its ancestors, outermost last.</summary>
    internal static IEnumerable<Stage> Lineage(string name)
    {
        for (Stage? stage = Named(name); stage is not null; stage = Stages.SingleOrDefault(one => one.Name == stage.From))
        {
            yield return stage;
        }
    }

    /// <summary>The ports that an image exposes.</summary>
    internal static IEnumerable<int> ExposedBy(string name) => Lineage(name).SelectMany(stage => stage.All("EXPOSE"))
        .SelectMany(ports => ports.Split(' ')).Select(port => int.Parse(port, CultureInfo.InvariantCulture));

    private static List<Stage> Read()
    {
        List<Stage> stages = [];
        Dictionary<string, string> arguments = [];
        foreach (string line in Repository.Read("docker/Dockerfile").Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] words = line.Split(' ', 2);
            if (words[0] == "FROM")
            {
                string[] from = words[1].Split(" AS ");
                stages.Add(new(from[1], from[0][0] == '$' ? arguments[from[0][1..]] : from[0], []));
            }
            else if (stages.Count == 0)
            {
                // Arguments before the first stage are the images on which stages are based.
                string[] argument = words[1].Split('=', 2);
                arguments[argument[0]] = argument[1];
            }
            else
            {
                stages[^1].Lines.Add((words[0], words[1]));
            }
        }

        return stages;
    }
}

/// <summary>A stage of a Dockerfile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">The stage or image it is based on.</param>
/// <param name="Lines">Its instructions.</param>
internal sealed record Stage(string Name, string From, List<(string Word, string Text)> Lines)
{
    /// <summary>The arguments of each instruction of a kind.</summary>
    internal IEnumerable<string> All(string word) => Lines.Where(line => line.Word == word).Select(line => line.Text);
}
