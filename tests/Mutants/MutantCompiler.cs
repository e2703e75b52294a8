using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Mutants;

/// <summary>Compiles a project of <c>src</c> with some changes, as its own build would.</summary>
internal static class MutantCompiler
{
    private static readonly string _src = Path.Combine(SourceTree.Find().Root, "src");

    private static readonly CSharpParseOptions _parsing = new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable);

    // The implicit usings of the SDK for a library.
    private static readonly string[] _usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] _trusted =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static readonly ConcurrentDictionary<string, Lazy<Dictionary<string, SyntaxTree>>> _parsed = [];

    private static readonly Lazy<ImmutableArray<MetadataReference>> _references = new(() =>
        [.. _trusted.Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The bytes of the assembly.</summary>
    internal static byte[] Compile(string project, IReadOnlyCollection<Edit> edits)
    {
        Dictionary<string, SyntaxTree> trees = new(_parsed.GetOrAdd(project, one => new(() => Parse(one))).Value);
        foreach (IGrouping<string, Edit> file in edits.GroupBy(edit => edit.File))
        {
            string text = file.Aggregate(trees[file.Key].ToString(), (text, edit) => edit.Of(text));
            trees[file.Key] = trees[file.Key].WithChangedText(SourceText.From(text));
        }

        // Without the built assembly itself, whose internals would clash.
        string name = $"ReplayGraph.{project}";
        CSharpCompilation compilation = CSharpCompilation.Create(
            name, trees.Values, _references.Value.Where(one => Path.GetFileNameWithoutExtension(one.Display) != name), _options);
        using var assembly = new MemoryStream();
        EmitResult emitted = compilation.Emit(assembly);
        IEnumerable<Diagnostic> errors = emitted.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error);
        return emitted.Success
            ? assembly.ToArray()
            : throw new InvalidOperationException($"{name} does not compile:\n{string.Join('\n', errors)}");
    }

    private static Dictionary<string, SyntaxTree> Parse(string project)
    {
        string folder = Path.Combine(_src, project);
        IEnumerable<(string Name, string Text)> files =
            from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let file = Path.GetRelativePath(_src, path).Replace('\\', '/')
            where file.Split('/')[1] is not ("obj" or "bin")
            select (Name: file, Text: File.ReadAllText(path));
        return files.Append((Name: "generated", Text: Generated(Path.Combine(folder, $"{project}.csproj")))).ToDictionary(
            file => file.Name, file => CSharpSyntaxTree.ParseText(file.Text, _parsing, file.Name));
    }

    // The generated part of a build: global usings and friend assemblies.
    private static string Generated(string project) => string.Join('\n',
    [
        .. _usings.Select(one => $"global using {one};"),
        .. XDocument.Load(project).Descendants("InternalsVisibleTo").Select(friend =>
            $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{(string)friend.Attribute("Include")!}\")]"),
        "[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\")]",
    ]);
}
