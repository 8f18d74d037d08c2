using Eegavi.Plugins;

namespace Eegavi.Conformance;

/// <summary>Every part has a doc comment and a row in the part reference, every option is explained in both.</summary>
internal sealed class DocumentedRule : PartRule
{
    public override string Name => "it is documented";

    public override string Remedy =>
        "Write a summary on the class and on each option (and GenerateDocumentationFile in its project), and in docs/parts.md, under a heading that names its kind, a table row that begins with | `name` | or | kind `name` |.";

    public override IEnumerable<string> Check(PartInfo part, Subject? subject, PartSuite suite)
    {
        var comments = XmlDocumentation.Of(part.Type.Assembly);
        if (comments.Summary(part.Type).Length == 0) yield return $"{part.Type.Name} has no summary";
        foreach (var option in PartOption.Of(part).Where(option => option.Summary.Length == 0)) yield return $"the option '{option.Name}' has no summary";
        if (!suite.NeedsReference) yield break;
        if (suite.Reference is not { } file)
        {
            yield return "there is no docs/parts.md in this folder or above it";
            yield break;
        }
        var chapter = Chapter(File.ReadAllLines(file), part.Kind);
        if (!chapter.Any(line => line.StartsWith($"| `{part.Name}` |", StringComparison.Ordinal) || line.StartsWith($"| {part.Kind.Name} `{part.Name}` |", StringComparison.Ordinal)))
            yield return $"{Path.GetFileName(file)} has no row for it under a heading with '{Word(part.Kind)}' in it";
        foreach (var option in PartOption.Of(part).Where(option => !chapter.Any(line => line.Contains($"`{option.Name}`", StringComparison.Ordinal))))
            yield return $"{Path.GetFileName(file)} does not name its option '{option.Name}'";
    }

    // "## Gates, visibility, positions: …" is about all three.
    private static List<string> Chapter(string[] lines, PartKind kind) =>
        [.. lines.SkipWhile(line => !IsHeading(line, kind)).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];

    private static bool IsHeading(string line, PartKind kind) =>
        line.StartsWith("## ", StringComparison.Ordinal) && line.Split(':')[0].Contains(Word(kind), StringComparison.OrdinalIgnoreCase);

    private static string Word(PartKind kind) => kind.Name.Replace('-', ' ');
}
