using System.Text;
using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>Writes the reference of every part and option as Markdown, from the catalog and the documentation comments, so that it cannot drift from the code.</summary>
public static class PartReference
{
    /// <summary>The reference of a catalog: a chapter for each kind, a section for each part, a row for each option.</summary>
    public static string Markdown(PartCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var text = new StringBuilder("# Options of every part\n");
        foreach (var kind in catalog.Kinds)
        {
            text.Append("\n## ").Append(Capital(kind.Title)).Append('\n');
            foreach (var part in catalog.OfKind(kind.Contract)) Append(text, part);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, PartInfo part)
    {
        text.Append("\n### `").Append(part.Name).Append("`\n\n").Append(part.Summary);
        if (part.Source.Length > 0) text.Append(" Source: ").Append(part.Source).Append('.');
        text.Append('\n');
        var options = PartOption.Of(part);
        if (options.Count == 0) return;
        text.Append("\n| option | default | a value is | meaning |\n|---|---|---|---|\n");
        foreach (var option in options)
            text.Append("| `").Append(option.Name).Append("` | ").Append(Default(option)).Append(" | ").Append(Cell(option.Expected)).Append(" | ").Append(Cell(option.Summary)).Append(" |\n");
    }

    private static string Default(PartOption option) => option.Default switch
    {
        null => option.IsRequired ? "must be given" : "none",
        JsonValue value when value.TryGetValue<string>(out var text) => $"`{Cell(text)}`",
        var json => $"`{Cell(json.ToJsonString())}`",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
