namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>The environment of a container: the files of its Secrets are in a temporary folder, to which its variables point.</summary>
internal sealed class Machine : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mounted-").FullName;

    internal Machine(Workload workload)
    {
        Environment = workload.Environment();
        foreach ((string path, string text) in workload.SecretFiles())
        {
            string file = _root + path;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            foreach (string name in Environment.Keys.Where(name => Environment[name] == path).ToArray())
            {
                Environment[name] = file;
            }
        }
    }

    internal Dictionary<string, string> Environment { get; }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
