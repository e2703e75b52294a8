using System.Xml.Linq;
using ReplayGraph.Deploy.Tests.Options;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Images;

/// <summary>Checks the Dockerfile without building images.</summary>
public sealed class DockerfileTests
{
    [Theory]
    [InlineData("embedded", "Standalone")]
    [InlineData("cluster", "Silo")]
    [InlineData("cli", "Cli")]
    public void AnImageIsBuiltFromItsProject(string target, string project)
    {
        Stage build = Dockerfile.Named($"{target}-build");
        Assert.Equal(2, build.All("RUN").Count(run => run.Contains($" src/{project}", StringComparison.Ordinal)));
        Assert.Contains(
            Dockerfile.Named(target).All("COPY"), copy => copy.StartsWith($"--from={build.Name} /app ", StringComparison.Ordinal));

        var file = XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
        string assembly = file.Descendants("AssemblyName").SingleOrDefault()?.Value ?? $"ReplayGraph.{project}";
        Assert.Contains($"{assembly}.dll\"", Dockerfile.Named(target).All("ENTRYPOINT").Single(), StringComparison.Ordinal);
        Assert.Subset(Copied(), Projects(project).ToHashSet());
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("cluster")]
    [InlineData("cli")]
    public void TheUserIsNotRootAndTheBaseIsPinned(string target)
    {
        Assert.Equal("$APP_UID", Dockerfile.Named(target).All("USER").Single());
        Assert.Matches("^mcr\\.microsoft\\.com/dotnet/(aspnet|runtime):10\\.0-", Dockerfile.Lineage(target).Last().From);
        Assert.Matches("^mcr\\.microsoft\\.com/dotnet/sdk:10\\.0-", Dockerfile.Lineage($"{target}-build").Last().From);
    }

    [Fact]
    public void ABuildNeedsNothingOfAnEarlierOne() => Assert.All(
        Dockerfile.Stages.SelectMany(stage => stage.All("RUN")), run => Assert.DoesNotContain("--mount", run, StringComparison.Ordinal));

    [Fact]
    public void PackageFilesAreCopiedBeforeTheCode()
    {
        Assert.Equal("global.json Directory.Build.props Directory.Packages.props ./", Dockerfile.Named("source").All("COPY").First());
        Assert.DoesNotContain("src src", Dockerfile.Named("source").All("COPY"));
        Assert.All(Copied(), file => Assert.True(File.Exists(Repository.PathOf(file)), file));
    }

    [Theory]
    [InlineData("embedded-build")]
    [InlineData("cluster-build")]
    [InlineData("cli-build")]
    public void AVersionIsSetAfterRestoringPackages(string build)
    {
        List<(string Word, string Text)> lines = Dockerfile.Named(build).Lines;
        int named = lines.IndexOf(("ARG", "MinVerVersionOverride"));
        Assert.InRange(named, lines.FindIndex(line => line.Text.Contains("dotnet restore", StringComparison.Ordinal)) + 1, lines.Count - 1);
        Assert.Contains("dotnet publish", lines[named + 1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheHealthCheckCallsAnExistingRoute()
    {
        string script = Repository.Read("docker/healthy");
        string path = script.Split("GET ")[1].Split(' ')[0];
        Assert.Equal("/healthz/live", path);
        Assert.Contains(path, ProgramRoutes.All);
        Assert.Contains(
            Dockerfile.Named("server").All("COPY"), copy => copy.Contains("docker/healthy", StringComparison.Ordinal));
        Assert.Contains("CMD [\"healthy\"]", Dockerfile.Named("server").All("HEALTHCHECK").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void CopiedFilesAreNotIgnored()
    {
        string[] ignored = Repository.Read("docker/Dockerfile.dockerignore").Split('\n');
        Assert.Contains("*", ignored);
        IEnumerable<string> copied = Dockerfile.Stages.SelectMany(stage => stage.All("COPY")).Select(copy => copy.Split(' '))
            .SelectMany(words => words[..^1].Where(word => !word.StartsWith("--", StringComparison.Ordinal) && word[0] != '/'));
        Assert.All(copied, path => Assert.Contains(
            ignored, line => line.StartsWith('!') && (path == line[1..] || path.StartsWith(line[1..] + "/", StringComparison.Ordinal))));
    }

    private static HashSet<string> Copied() =>
    [
        .. Dockerfile.Named("source").All("COPY").Where(copy => copy.Contains(".csproj", StringComparison.Ordinal))
            .Select(copy => copy.Split(' ')[0]),
    ];

    private static IEnumerable<string> Projects(string name)
    {
        string file = $"src/{name}/{name}.csproj";
        return XDocument.Load(Repository.PathOf(file)).Descendants("ProjectReference")
            .SelectMany(reference => Projects(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)))
            .Append(file);
    }
}
