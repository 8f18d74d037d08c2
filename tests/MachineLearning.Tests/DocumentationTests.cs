using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eegavi.MachineLearning.Tests;

/// <summary>Compiles and runs the programs of docs/ml-net.md as they are printed.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    // What the SDK adds where ImplicitUsings is enabled.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly TextWriter _console = Console.Out;

    public DocumentationTests() => Directory.SetCurrentDirectory(_folder);

    public void Dispose()
    {
        Console.SetOut(_console);
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void EveryProgram_CompilesAsPrinted_AndRuns()
    {
        var blocks = Block().Matches(File.ReadAllText(Page(new(AppContext.BaseDirectory)))).Select(match => (Language: match.Groups[1].Value, Text: match.Groups[2].Value)).ToList();
        File.WriteAllText("pipeline.json", blocks.Single(block => block.Language == "json").Text);
        var code = blocks.Where(block => block.Language == "csharp").Select(block => block.Text).ToList();
        code.Should().HaveCountGreaterThan(5);
        foreach (var program in code.Skip(1)) Run(Compile(code[0], program)).Should().NotBeEmpty();
    }

    private static Assembly Compile(params string[] texts)
    {
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var trees = texts.Append(ImplicitUsings).Select(text => CSharpSyntaxTree.ParseText(text));
        using var compiled = new MemoryStream();
        var result = CSharpCompilation.Create($"program-{Guid.NewGuid()}", trees, references, options).Emit(compiled);
        result.Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty("of:\n{0}", texts[^1]);
        return Assembly.Load(compiled.ToArray());
    }

    private static string Run(Assembly program)
    {
        using var said = new StringWriter();
        Console.SetOut(said);
        program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return said.ToString();
    }

    private static string Page(DirectoryInfo folder)
    {
        var page = Path.Combine(folder.FullName, "docs", "ml-net.md");
        return File.Exists(page) ? page : Page(folder.Parent!);
    }

    [GeneratedRegex(@"^```(csharp|json)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
