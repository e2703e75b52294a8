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

    // A change of these keeps what they know of their references.
    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> _unchanged = [];

    private static readonly Lazy<ImmutableArray<MetadataReference>> _references = new(() =>
        [.. _trusted.Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The bytes of the assembly.</summary>
    internal static byte[] Compile(string project, IReadOnlyCollection<Edit> edits)
    {
        CSharpCompilation compilation = _unchanged.GetOrAdd(project, one => new(() => Unchanged(one))).Value;
        foreach (IGrouping<string, Edit> file in edits.GroupBy(edit => edit.File))
        {
            SyntaxTree tree = compilation.SyntaxTrees.Single(one => one.FilePath == file.Key);
            string text = file.Aggregate(tree.ToString(), (text, edit) => edit.Of(text));
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text)));
        }

        using var assembly = new MemoryStream();
        EmitResult emitted = compilation.Emit(assembly);
        IEnumerable<Diagnostic> errors = emitted.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error);
        return emitted.Success
            ? assembly.ToArray()
            : throw new InvalidOperationException($"{project} does not compile:\n{string.Join('\n', errors)}");
    }

    private static CSharpCompilation Unchanged(string project)
    {
        // Without the built assembly itself, whose internals would clash.
        string name = $"ReplayGraph.{project}";
        return CSharpCompilation.Create(
            name, Parse(project), _references.Value.Where(one => Path.GetFileNameWithoutExtension(one.Display) != name), _options);
    }

    private static IEnumerable<SyntaxTree> Parse(string project)
    {
        string folder = Path.Combine(_src, project);
        IEnumerable<(string Name, string Text)> files =
            from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let file = Path.GetRelativePath(_src, path).Replace('\\', '/')
            where file.Split('/')[1] is not ("obj" or "bin")
            select (Name: file, Text: File.ReadAllText(path));
        return files.Append((Name: "generated", Text: Generated(Path.Combine(folder, $"{project}.csproj"))))
            .Select(file => CSharpSyntaxTree.ParseText(file.Text, _parsing, file.Name));
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
